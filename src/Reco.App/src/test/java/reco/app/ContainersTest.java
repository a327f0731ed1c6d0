package reco.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docker/ says to a node is configuration that a node takes, and what it names is there. */
class ContainersTest {
  private static final Path HOME = Path.of("../..");
  private static final Path COMPOSE = HOME.resolve("docker/compose.yaml");
  private static final Path KUBERNETES = HOME.resolve("docker/k8s/reco.yaml");

  @TempDir private Path folder;

  @Test
  void theNodesOfComposeAreConfigured() throws Exception {
    Config config =
        Configuration.load(List.of("cluster", HOME.resolve("docker/compose.conf").toString()));

    assertThat(config.getStringList("reco.node.seed-nodes"))
        .allSatisfy(seed ->
            assertThat(seed).matches("pekko://reco@node-[1-3]:" + config.getInt("reco.node.port")));
    var key = config.getConfigList("reco.gateway.keys").getFirst();
    assertThat(key.getString("sha256")).isEqualTo(sha256("for-trying-out"));
    assertThat(config.getInt("reco.kafka.replication-factor")).isEqualTo(1);
  }

  @Test
  void thePodsOfKubernetesAreConfigured() throws IOException {
    Path settings = folder.resolve("settings.conf");
    Files.writeString(settings, settingsOfPods());
    Path pod = folder.resolve("pod.conf");
    Files.writeString(pod, "HOSTNAME = reco-1");

    Config config = Configuration.load(List.of("cluster", pod.toString(), settings.toString()));

    String service = ".reco-nodes.reco.svc.cluster.local";
    assertThat(config.getString("reco.node.host")).endsWith(service).doesNotContain("$");
    assertThat(config.getStringList("reco.node.seed-nodes"))
        .contains("pekko://reco@reco-0" + service + ":25520");
    assertThat(config.getString("reco.registry.kind")).isEqualTo("S3");
    assertThat(config.getString("reco.registry.s3.prefix")).isEqualTo("models");
  }

  @Test
  void theProbesAskWhatTheGatewayAnswers() throws IOException {
    assertThat(Files.readString(KUBERNETES))
        .contains("path: /startup", "path: /ready", "path: /alive", "path: /metrics");
    assertThat(Files.readString(COMPOSE)).contains(":8080/ready");
  }

  @Test
  void theFilesThatAreMountedAndCopiedAreThere() throws IOException {
    assertThat(found("- (\\.\\.?/[^:\\s]+):", COMPOSE))
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(path -> assertThat(COMPOSE.resolveSibling(path)).exists());
    assertThat(found("(docker/[a-z-]+) ", HOME.resolve("docker/Dockerfile")))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(HOME.resolve(path)).isExecutable());
  }

  /** The indented text below {@code settings.conf: |}. */
  private static String settingsOfPods() throws IOException {
    return Files.readAllLines(KUBERNETES).stream()
        .dropWhile(line -> !line.contains("settings.conf: |"))
        .skip(1)
        .takeWhile(line -> line.startsWith("    "))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> found(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private static String sha256(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
  }
}
