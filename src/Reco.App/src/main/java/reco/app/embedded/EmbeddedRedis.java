package reco.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A Redis of this machine's own, with an append-only file synced every second. */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

  private final ChildProcess process;
  private final int port;
  private final Duration stopTimeout;

  private EmbeddedRedis(ChildProcess process, int port, Duration stopTimeout) {
    this.process = process;
    this.port = port;
    this.stopTimeout = stopTimeout;
  }

  /**
   * Starts Redis and waits until it has loaded what it kept.
   *
   * @param state its files go to {@code redis/} and {@code logs/redis.log} below
   * @throws EmbeddedServiceException if no binary runs here, or Redis does not answer in time
   */
  public static EmbeddedRedis start(Path state, EmbeddedSettings.Redis settings) {
    var folder = state.toAbsolutePath().normalize().resolve("redis");
    int port = Loopback.portFor("Redis", settings.port());
    var command =
        List.of(
            RedisBinary.findFor(folder).toString(), writeConfiguration(folder, port).toString());
    var log = folder.resolveSibling("logs").resolve("redis.log");
    var process = ChildProcess.start("redis", command, folder, log, settings.stopTimeout());
    process.awaitReady(() -> answersPing(port), settings.readyTimeout());
    return new EmbeddedRedis(process, port, settings.stopTimeout());
  }

  /** Where it listens, as {@code redis://host:port}. */
  public String uri() {
    return "redis://%s:%d".formatted(Loopback.HOST, port);
  }

  /** Completes with its exit code when it ends. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit();
  }

  /** Ends it after it has written what it holds. */
  @Override
  public void close() {
    process.stop(stopTimeout);
  }

  private static Path writeConfiguration(Path folder, int port) {
    var text =
        """
        bind %s
        port %d
        dir "%s"
        daemonize no
        appendonly yes
        appendfsync everysec
        save ""
        tcp-backlog 128
        """
            .formatted(Loopback.HOST, port, folder);
    try {
      return Files.writeString(folder.resolve("redis.conf"), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write Redis' configuration", e);
    }
  }

  /** False while it is loading: the answer then starts with {@code -LOADING}. */
  private static boolean answersPing(int port) {
    try (var socket = new Socket()) {
      int timeoutMillis = (int) PROBE_TIMEOUT.toMillis();
      socket.setSoTimeout(timeoutMillis);
      socket.connect(new InetSocketAddress(Loopback.HOST, port), timeoutMillis);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      var answer = socket.getInputStream().readNBytes("+PONG".length());
      return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException notYet) {
      return false;
    }
  }
}
