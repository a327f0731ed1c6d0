package reco.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFilesTest {
  @TempDir private Path state;

  @Test
  void aNodesOverlayNamesTheOthersAndIsForItsOwnerAlone() throws Exception {
    var all =
        List.of(new NodeAddress(1, "127.0.0.1", 25, 80), new NodeAddress(2, "127.0.0.2", 26, 81));
    var files = NodeFiles.of(state, 2);

    files.writeOverlay(
        ConfigFactory.parseString(
            """
            reco.kafka.bootstrap-servers = "k:1"
            reco.node.redis.uri = "redis://r:2"
            reco.gateway { token-secret = s, keys = [{ key = k }], home.key = k }
            reco.embedded.nodes.leave-notice = 1 s
            """),
        Path.of("/models"),
        all.getLast(),
        all);

    var written = ConfigFactory.parseFile(files.overlay().toFile()).getConfig("reco");
    assertThat(written.getStringList("node.seed-nodes"))
        .containsExactly("pekko://reco@127.0.0.1:25", "pekko://reco@127.0.0.2:26");
    assertThat(written.getString("node.host")).isEqualTo("127.0.0.2");
    assertThat(written.getInt("node.port")).isEqualTo(26);
    assertThat(written.getInt("gateway.port")).isEqualTo(81);
    assertThat(written.getString("registry.folder")).isEqualTo("/models");
    assertThat(written.getString("kafka.bootstrap-servers")).isEqualTo("k:1");
    assertThat(written.getConfigList("gateway.keys")).hasSize(1);
    assertThat(Files.getPosixFilePermissions(files.overlay()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void hostsTakeTurnsAndPortsAreFreeOnes() {
    var settings =
        new LocalNodeSettings(
            100, List.of("127.0.0.1", "127.0.0.2"), 0, 0, true, Duration.ZERO, Duration.ZERO);

    var addresses = NodeAddress.choose(3, settings);

    assertThat(addresses)
        .extracting(NodeAddress::host)
        .containsExactly("127.0.0.1", "127.0.0.2", "127.0.0.1");
    assertThat(addresses).extracting(NodeAddress::port).allMatch(port -> port >= 20_000);
  }
}
