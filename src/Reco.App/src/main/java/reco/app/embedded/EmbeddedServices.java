package reco.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Kafka and Redis of one state folder, started side by side. */
public final class EmbeddedServices implements AutoCloseable {
  /** The common pool has a single thread on two cores. */
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final StateLock lock;
  private final EmbeddedKafka kafka;
  private final EmbeddedRedis redis;

  private EmbeddedServices(StateLock lock, EmbeddedKafka kafka, EmbeddedRedis redis) {
    this.lock = lock;
    this.kafka = kafka;
    this.redis = redis;
  }

  /**
   * Starts both and waits until they answer; when one fails the other is stopped.
   *
   * @param state the folder both keep everything in; one process may use it at a time
   * @throws EmbeddedServiceException if the folder is in use or a service does not start
   */
  public static EmbeddedServices start(Path state, EmbeddedSettings settings) {
    var lock = lock(state);
    var kafka = inBackground(() -> EmbeddedKafka.start(state, settings.kafka()));
    var redis = inBackground(() -> EmbeddedRedis.start(state, settings.redis()));
    try {
      CompletableFuture.allOf(kafka, redis).join();
      return new EmbeddedServices(lock, kafka.join(), redis.join());
    } catch (CompletionException e) {
      kafka.thenAccept(EmbeddedKafka::close);
      redis.thenAccept(EmbeddedRedis::close);
      release(lock);
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Where Kafka's clients connect first, as {@code host:port}. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Where Redis listens, as {@code redis://host:port}. */
  public String redisUri() {
    return redis.uri();
  }

  /** Completes with the name of the first service to end, asked to or not. */
  public CompletableFuture<String> onExit() {
    return kafka
        .onExit()
        .thenApply(_ -> "Kafka")
        .applyToEither(redis.onExit().thenApply(_ -> "Redis"), name -> name);
  }

  /** Ends both cleanly. Whatever still uses them should have ended before. */
  @Override
  public void close() {
    var stopped = CompletableFuture.runAsync(kafka::close, THREADS);
    redis.close();
    try {
      stopped.join();
    } finally {
      release(lock);
    }
  }

  private static <T> CompletableFuture<T> inBackground(Supplier<T> start) {
    return CompletableFuture.supplyAsync(start, THREADS);
  }

  private static StateLock lock(Path state) {
    try {
      return StateLock.take(state);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the state folder %s".formatted(state), e);
    }
  }

  private static void release(StateLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release the state folder", e);
    }
  }
}
