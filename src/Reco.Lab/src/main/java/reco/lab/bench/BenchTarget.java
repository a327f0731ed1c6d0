package reco.lab.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import reco.lab.json.JsonFile;
import reco.lab.load.LoadClient;

/** The options that all measurements share: which server, and where the figures go. */
final class BenchTarget {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:RECO_URL:-http://127.0.0.1:8080}",
      description = "The server. Default: $RECO_URL, else ${DEFAULT-VALUE}.")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "${env:RECO_API_KEY:-}",
      description = "An API key that may read, write and administer. Default: $RECO_API_KEY.")
  private String key = "";

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
  private Optional<Path> json = Optional.empty();

  LoadClient connect() {
    return new LoadClient(url, key, TIMEOUT);
  }

  /** A part of names that no other run has. */
  String run() {
    return Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
  }

  /** Prints a table of the figures and writes them where they were asked for. */
  void report(Figures figures) throws IOException {
    print(figures);
    write(figures.fields());
  }

  /** The same for several measurements: a list of them. */
  void report(List<Figures> measured) throws IOException {
    measured.forEach(BenchTarget::print);
    write(measured.stream().map(Figures::fields).toList());
  }

  private static void print(Figures figures) {
    System.out.print(figures.table(Budgets.load()));
  }

  private void write(Object fields) throws IOException {
    if (json.isPresent()) {
      JsonFile.write(json.get(), fields);
    }
  }
}
