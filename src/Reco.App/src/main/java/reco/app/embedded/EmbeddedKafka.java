package reco.app.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A Kafka broker and controller in one child JVM, on the same Java and class path as this one. */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int PROBE_TIMEOUT_MILLIS = 2_000;

  private final ChildProcess process;
  private final int port;
  private final EmbeddedSettings.Kafka settings;

  private EmbeddedKafka(ChildProcess process, int port, EmbeddedSettings.Kafka settings) {
    this.process = process;
    this.port = port;
    this.settings = settings;
  }

  /**
   * Formats the storage where it is new, starts the broker, and waits until it answers.
   *
   * @param state its files go to {@code kafka/} and {@code logs/} below
   * @throws EmbeddedServiceException if the broker does not answer in time
   */
  public static EmbeddedKafka start(Path state, EmbeddedSettings.Kafka settings) {
    var folder = state.toAbsolutePath().normalize().resolve("kafka");
    var logs = folder.resolveSibling("logs");
    int port = Loopback.portFor("Kafka", settings.port());
    int controllerPort = Loopback.portFor("Kafka's controller", settings.controllerPort());
    var storage = new BrokerStorage(folder);
    var properties = storage.prepare(port, controllerPort);
    var process =
        ChildProcess.start(
            "kafka",
            command(properties, logs, settings),
            folder,
            logs.resolve("kafka.out"),
            settings.stopTimeout());
    var kafka = new EmbeddedKafka(process, port, settings);
    kafka.awaitReady();
    return kafka;
  }

  /** Where clients connect first, as {@code host:port}. */
  public String bootstrapServers() {
    return "%s:%d".formatted(Loopback.HOST, port);
  }

  /** Completes with its exit code when it ends. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit();
  }

  /** Ends it cleanly: logs flushed, the next start needs no recovery. */
  @Override
  public void close() {
    process.stop(settings.stopTimeout());
  }

  private static List<String> command(Path properties, Path logs, EmbeddedSettings.Kafka settings) {
    return List.of(
        ThisJava.command(),
        "-Xms64m",
        "-Xmx%dm".formatted(settings.heapMib()),
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED",
        "-Dlogback.configurationFile=reco/app/embedded/kafka-logback.xml",
        "-Dreco.logs=" + logs,
        "-cp",
        ThisJava.classPath(),
        "kafka.Kafka",
        properties.toString());
  }

  /** A bare connection first: the client logs a warning for every refused one. */
  private void awaitReady() {
    process.awaitReady(this::accepts, settings.readyTimeout());
    var client =
        Map.<String, Object>of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            PROBE_TIMEOUT_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            PROBE_TIMEOUT_MILLIS);
    try (var admin = Admin.create(client)) {
      process.awaitReady(() -> answers(admin), settings.readyTimeout());
    }
  }

  private boolean accepts() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(Loopback.HOST, port), PROBE_TIMEOUT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean answers(Admin admin) {
    try {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServiceException("interrupted while waiting for Kafka", e);
    }
  }
}
