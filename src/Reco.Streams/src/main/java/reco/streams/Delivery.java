package reco.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.id.UserId;
import reco.model.interaction.Observation;
import reco.node.user.Users;

/**
 * Brings rounds to the users and to the dead letters: each part is sent again, after a growing
 * pause, until it is acknowledged.
 */
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  private final Users users;
  private final DeadLetters deadLetters;
  private final InteractionSettings settings;
  private final Counter applied;
  private final Counter retried;

  Delivery(
      Users users, DeadLetters deadLetters, InteractionSettings settings, MeterRegistry meters) {
    this.users = users;
    this.deadLetters = deadLetters;
    this.settings = settings;
    this.applied = meters.counter("reco.interactions.applied");
    this.retried = meters.counter("reco.interactions.retried");
  }

  /** Interactions applied since the start, those read again included. */
  long applied() {
    return (long) applied.count();
  }

  /** Rounds read for one lineage of the store, until there is no more use in trying. */
  final class Rounds {
    private final long lineage;
    private volatile boolean closed;

    Rounds(long lineage) {
      this.lineage = lineage;
    }

    /** Completes when every group is saved and every dead letter is written. */
    CompletionStage<Round> deliver(Round round) {
      List<CompletableFuture<?>> parts = new ArrayList<>();
      round.groups().forEach((user, group) -> parts.add(untilDone(() -> observe(user, group))));
      round
          .undecodable()
          .forEach(poison ->
              parts.add(untilDone(() -> deadLetters.write(poison.record(), poison.cause()))));
      return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(_ -> round);
    }

    /** What fails from now on is not sent again. */
    void close() {
      closed = true;
    }

    private CompletionStage<?> observe(UserId user, List<Observation> group) {
      return users
          .observe(user, group, lineage, settings.observeTimeout())
          .thenAccept(_ -> applied.increment(group.size()));
    }

    private CompletableFuture<?> untilDone(Supplier<CompletionStage<?>> step) {
      return attempt(step, settings.minBackoff());
    }

    private CompletableFuture<?> attempt(Supplier<CompletionStage<?>> step, Duration backoff) {
      return step.get()
          .<CompletionStage<?>>handle((done, failure) ->
              failure == null
                  ? CompletableFuture.completedStage(done)
                  : again(step, backoff, failure))
          .thenCompose(next -> next)
          .toCompletableFuture();
    }

    private CompletionStage<?> again(
        Supplier<CompletionStage<?>> step, Duration backoff, Throwable failure) {
      if (closed) {
        return CompletableFuture.failedStage(
            new CompletionException("the stream is closing", failure));
      }
      retried.increment();
      log.debug("a group is sent again in {}", backoff, failure);
      Duration doubled = backoff.multipliedBy(2);
      Duration next =
          doubled.compareTo(settings.maxBackoff()) > 0 ? settings.maxBackoff() : doubled;
      var delayed = CompletableFuture.delayedExecutor(backoff.toMillis(), TimeUnit.MILLISECONDS);
      return CompletableFuture.completedFuture(step)
          .thenComposeAsync(s -> attempt(s, next), delayed);
    }
  }
}
