package reco.cluster;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Three nodes as an operator starts them on one machine, and what can happen to each of them. */
final class ThreeNodes implements AutoCloseable {
  static final List<Integer> ALL = List.of(1, 2, 3);

  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration END_LIMIT = Duration.ofMinutes(1);
  private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(5);

  private final Path state;
  private final Process launcher;
  private final JsonObject description;

  private ThreeNodes(Path state, Process launcher, JsonObject description) {
    this.state = state;
    this.launcher = launcher;
    this.description = description;
  }

  /**
   * Starts {@code reco up --nodes 3} on free ports and waits until all three serve.
   *
   * @param settings over those of a test
   */
  static ThreeNodes up(Path state, String settings) throws IOException, InterruptedException {
    Path overlay = Files.writeString(state.resolve("settings.conf"), settings);
    Path output = state.resolve("up.log");
    var builder =
        new ProcessBuilder(command(state, overlay))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process launcher = builder.start();
    Path announcement = state.resolve("server.json");
    long giveUp = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(announcement)) {
      if (!launcher.isAlive() || System.nanoTime() > giveUp) {
        launcher.destroy();
        throw new IOException("the nodes did not come up:\n" + Files.readString(output));
      }
      launcher.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return new ThreeNodes(state, launcher, read(announcement));
  }

  private static List<String> command(Path state, Path overlay) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(
        List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xmx256m"));
    command.addAll(List.of("reco.app.Main", "up", "--nodes", Integer.toString(ALL.size())));
    for (String config : List.of("local", "test", overlay.toString())) {
      command.addAll(List.of("--config", config));
    }
    command.addAll(List.of("--state", state.toString(), "--port", "0"));
    return command;
  }

  /** Where a node's gateway is. */
  String url(int node) {
    return "http://127.0.0.1:" + node(node).get("httpPort").getAsInt();
  }

  /** The address that a node has for the others. */
  String host(int node) {
    return node(node).get("host").getAsString();
  }

  String key() {
    return description.get("api_key").getAsString();
  }

  /** The process of a node that serves. */
  ProcessHandle process(int node) {
    long pid = read(folder(node).resolve("server.json")).get("pid").getAsLong();
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IllegalStateException("node %d is gone".formatted(node)));
  }

  /** Whether a node has announced itself since it was started last. */
  boolean hasAnnounced(int node) {
    return Files.exists(folder(node).resolve("server.json"));
  }

  /** Sends a signal by its name, such as STOP. */
  static void signal(ProcessHandle process, String signal)
      throws IOException, InterruptedException {
    run("kill", "-" + signal, Long.toString(process.pid()));
  }

  /** Runs a command that must succeed. */
  static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(SIGNAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        || process.exitValue() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  private Path folder(int node) {
    return state.resolve("nodes").resolve(Integer.toString(node));
  }

  private JsonObject node(int node) {
    return description.getAsJsonArray("nodes").get(node - 1).getAsJsonObject();
  }

  private static JsonObject read(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all as Ctrl-C does. */
  @Override
  public void close() {
    launcher.destroy();
    try {
      launcher.onExit().get(END_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      launcher.destroyForcibly();
      throw new IllegalStateException("reco up did not end within " + END_LIMIT, e);
    }
  }
}
