package reco.node.user;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The commands that await the server's answer, at most {@link RedisSettings#maxInFlight}, those
 * included whose callers have given up after the timeout: a stalled server costs no memory, and
 * whoever comes then is refused at once.
 */
final class RedisInFlight {
  private final RedisSettings settings;
  private final AtomicInteger count = new AtomicInteger();

  RedisInFlight(RedisSettings settings, MeterRegistry meters) {
    this.settings = settings;
    meters.gauge("reco.redis.commands.in.flight", count, AtomicInteger::get);
  }

  /** Sends; fails with {@link StoreUnavailableException} where no answer comes in time. */
  <T> CompletionStage<T> of(Supplier<CompletionStage<T>> command) {
    if (count.incrementAndGet() > settings.maxInFlight()) {
      count.decrementAndGet();
      return CompletableFuture.failedFuture(
          new StoreUnavailableException(
              "got a command beyond the %d in flight".formatted(settings.maxInFlight())));
    }
    return send(command)
        .whenComplete((_, _) -> count.decrementAndGet())
        .toCompletableFuture()
        .copy()
        .orTimeout(settings.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(RedisInFlight::unavailable);
  }

  private static <T> CompletionStage<T> send(Supplier<CompletionStage<T>> command) {
    try {
      return command.get();
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private static <T> CompletionStage<T> unavailable(Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return CompletableFuture.failedFuture(
        cause instanceof StoreUnavailableException
            ? cause
            : new StoreUnavailableException("Redis: " + cause, cause));
  }
}
