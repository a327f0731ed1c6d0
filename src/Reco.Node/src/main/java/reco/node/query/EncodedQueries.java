package reco.node.query;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import reco.model.id.UserId;
import reco.model.pipeline.Quality;
import reco.model.retrieval.RecentItems;
import reco.model.retrieval.RetrievalModel;
import reco.model.retrieval.SequenceEncoder;
import reco.model.user.UserState;
import reco.node.query.EncoderMetrics.Origin;

/**
 * Queries of a sequence encoder. A request that finds its user encoded as the user is now takes
 * that query; else it has the user encoded and waits within its budget. Where the budget ends
 * first, the user was encoded less than the refresh interval ago, or the node is under load, it
 * takes the user's last query, or the projection of the history's sum. What it had encoded is there
 * for the next request.
 *
 * <p>Only requests have users encoded: events alone, and so a backfill, never do.
 */
public final class EncodedQueries implements Queries {
  private static final String TIMEOUT = "encoder timeout";
  private static final String FAILED = "encoder failed";
  private static final String QUEUE_FULL = "encoder queue full";

  private final RetrievalModel model;
  private final SequenceEncoder encoder;
  private final EncoderSettings settings;
  private final ActorRef<EncoderActor.Command> actor;
  private final EncoderMetrics metrics;
  private final RecentlyUsed<UserId, Encoding> recent;
  private final AtomicInteger queued = new AtomicInteger();

  /**
   * @param encoder the model's
   * @param actor an {@link EncoderActor} of it, which closes the model when it is stopped
   */
  public EncodedQueries(
      RetrievalModel model,
      SequenceEncoder encoder,
      EncoderSettings settings,
      ActorRef<EncoderActor.Command> actor,
      EncoderMetrics metrics) {
    this.model = model;
    this.encoder = encoder;
    this.settings = settings;
    this.actor = actor;
    this.metrics = metrics;
    this.recent = new RecentlyUsed<>(settings.keptUsers());
  }

  @Override
  public CompletionStage<QueryVector> query(
      UserState user, long lastItem, long nowMillis, Quality quality, Duration budget) {
    return new Asked(user, lastItem, nowMillis).answer(quality, budget);
  }

  @Override
  public void stop() {
    actor.tell(new EncoderActor.Stop());
  }

  /** One request's question. */
  private final class Asked {
    private final UserState user;
    private final long lastItem;
    private final long nowMillis;
    private final long[] items;
    private final Optional<Encoding> last;

    Asked(UserState user, long lastItem, long nowMillis) {
      this.user = user;
      this.lastItem = lastItem;
      this.nowMillis = nowMillis;
      this.items = RecentItems.of(user, lastItem, encoder.longest());
      this.last = recent.get(user.user()).filter(encoding -> !encoding.isFailed());
    }

    CompletionStage<QueryVector> answer(Quality quality, Duration budget) {
      if (items.length == 0) {
        return CompletableFuture.completedFuture(projected());
      }
      if (last.isPresent() && last.get().isOf(items)) {
        return inTime(last.get(), Origin.KEPT, budget);
      }
      if (quality != Quality.FULL || isEncodedLately()) {
        return CompletableFuture.completedFuture(instead(""));
      }
      if (queued.get() >= settings.queuedUsers()) {
        return CompletableFuture.completedFuture(instead(QUEUE_FULL));
      }
      return inTime(encode(), Origin.ENCODED, budget);
    }

    private boolean isEncodedLately() {
      return last.isPresent()
          && nowMillis - last.get().atMillis() < settings.refreshInterval().toMillis();
    }

    private Encoding encode() {
      var values = new CompletableFuture<float[]>();
      queued.incrementAndGet();
      var query =
          values
              .whenComplete((_, _) -> queued.decrementAndGet())
              .thenApply(encoded -> encoded.length == 0 ? projected() : made(encoded));
      var encoding = new Encoding(items, nowMillis, query, last.flatMap(Encoding::latest));
      recent.put(user.user(), encoding);
      actor.tell(new EncoderActor.Encode(items, values));
      return encoding;
    }

    private CompletionStage<QueryVector> inTime(Encoding encoding, Origin origin, Duration budget) {
      return encoding
          .query()
          .thenApply(Optional::of)
          .completeOnTimeout(Optional.empty(), budget.toMillis(), TimeUnit.MILLISECONDS)
          .handle((query, failure) -> {
            if (failure != null) {
              return instead(FAILED);
            }
            query.ifPresent(_ -> metrics.answered(origin));
            return query.orElseGet(() -> instead(TIMEOUT));
          });
    }

    /** The user's last query, unless the visitor is at an item that it does not know of. */
    private QueryVector instead(String gap) {
      var latest = last.flatMap(Encoding::latest).filter(_ -> lastItem == 0);
      if (latest.isEmpty()) {
        return projected().because(gap);
      }
      metrics.answered(Origin.STALE);
      return latest.get().because(gap);
    }

    private QueryVector projected() {
      metrics.answered(Origin.PROJECTED);
      return made(model.quickQuery(user, lastItem, nowMillis));
    }

    private QueryVector made(float[] values) {
      return QueryVector.of(values, user.revision());
    }
  }
}
