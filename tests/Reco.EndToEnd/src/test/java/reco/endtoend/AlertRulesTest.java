package reco.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MO-2, EV-6: alerts stand beside what they watch, and each is made to fire. */
class AlertRulesTest {
  private static final Path HOME = Path.of("../..");
  private static final Pattern ALERT = Pattern.compile("alert: (\\w+)");
  private static final Pattern FIRES =
      Pattern.compile("alertname: (\\w+)\\s*\\n?\\s*,?\\s*exp_alerts:\\s*\\[?\\s*(-|\\{)");
  private static final Pattern METRIC = Pattern.compile("\\breco_[a-z_0-9]+");
  private static final Pattern METER = Pattern.compile("\"(reco\\.[a-z.]+)\"");
  private static final Pattern RUNBOOK = Pattern.compile("runbook: docs/operations\\.md#(\\S+)");

  @ParameterizedTest
  @MethodSource("rules")
  void promtoolMakesThemFire(Path rules) throws Exception {
    String promtool = promtool();
    assumeTrue(!promtool.isEmpty(), "promtool is on no PATH and not in .reco/tools");

    var test =
        new ProcessBuilder(promtool, "test", "rules", test(rules).getFileName().toString())
            .directory(rules.getParent().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(test.getInputStream().readAllBytes());

    assertThat(test.waitFor()).as(said).isZero();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyAlertHasATestInWhichItFires(Path rules) throws IOException {
    assertThat(found(FIRES, test(rules))).containsAll(found(ALERT, rules));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyAlertHasARunbook(Path rules) throws IOException {
    List<String> anchors =
        Files.readAllLines(HOME.resolve("docs/operations.md")).stream()
            .filter(line -> line.startsWith("#"))
            .map(AlertRulesTest::anchor)
            .toList();

    assertThat(found(RUNBOOK, rules)).isNotEmpty().isSubsetOf(anchors);
  }

  @Test
  void whatAlertsAndTheBoardReadIsMeasured() throws IOException {
    Set<String> measured = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(HOME.resolve("src"))) {
      for (Path source : sources.filter(AlertRulesTest::isMain).toList()) {
        found(METER, source).forEach(name -> measured.add(name.replace('.', '_')));
      }
    }
    Set<String> read = new TreeSet<>(found(METRIC, HOME.resolve("docker/grafana/reco.json")));
    for (Path rules : rules().toList()) {
      read.addAll(found(METRIC, rules));
    }

    assertThat(read)
        .hasSizeGreaterThan(20)
        .allSatisfy(name -> assertThat(measured).anyMatch(name::startsWith));
  }

  static Stream<Path> rules() throws IOException {
    try (Stream<Path> modules = Files.list(HOME.resolve("src"))) {
      return modules
          .map(module -> module.resolve("alerts").toFile().listFiles())
          .filter(files -> files != null)
          .flatMap(Arrays::stream)
          .map(File::toPath)
          .filter(file -> !file.toString().endsWith(".test.yml"))
          .toList()
          .stream();
    }
  }

  private static Path test(Path rules) {
    return rules.resolveSibling(rules.getFileName().toString().replace(".yml", ".test.yml"));
  }

  private static Set<String> found(Pattern pattern, Path file) throws IOException {
    Set<String> found = new TreeSet<>();
    var matcher = pattern.matcher(Files.readString(file));
    while (matcher.find()) {
      found.add(matcher.groupCount() == 0 ? matcher.group() : matcher.group(1));
    }
    return found;
  }

  private static boolean isMain(Path file) {
    return file.toString().endsWith(".java") && file.toString().contains("/src/main/");
  }

  /** As a heading is linked to. */
  private static String anchor(String heading) {
    return heading
        .replaceAll("^#+ ", "")
        .toLowerCase()
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }

  private static String promtool() {
    var folders =
        Stream.concat(
            Stream.of(HOME.resolve(".reco/tools/usr/bin").toString()),
            Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
    return folders
        .map(folder -> Path.of(folder, "promtool").toAbsolutePath())
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse("");
  }
}
