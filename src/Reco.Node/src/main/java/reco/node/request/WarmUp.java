package reco.node.request;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import reco.model.decision.Query;
import reco.model.id.UserId;
import reco.model.pipeline.Pipeline;

/**
 * Synthetic requests that make the JVM compile what real ones need: visitors without a history, at
 * items of the catalogue, on every surface in turn.
 */
public final class WarmUp {
  private static final int CONCURRENCY = 4;
  private static final int VISITED_ITEMS = 256;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Recommender recommender;
  private final ServingState serving;
  private final InstantSource clock;

  public WarmUp(Recommender recommender, ServingState serving, InstantSource clock) {
    this.recommender = recommender;
    this.serving = serving;
    this.clock = clock;
  }

  /**
   * Runs the requests, a few at a time; blocks until they are answered.
   *
   * @return how many were answered without a fault
   */
  public int run(int requests) {
    var surfaces = List.copyOf(serving.current().pipelines().all());
    var items = serving.current().catalogue().newest(VISITED_ITEMS, clock.millis());
    int answered = 0;
    for (int first = 0; first < requests; first += CONCURRENCY) {
      var batch = new ArrayList<CompletableFuture<Recommendation>>();
      for (int i = first; i < Math.min(requests, first + CONCURRENCY); i++) {
        var query = query(i, surfaces.get(i % surfaces.size()), items);
        batch.add(recommender.recommend(query, Optional.empty(), TIMEOUT).toCompletableFuture());
      }
      answered += (int) batch.stream().filter(WarmUp::isAnswered).count();
    }
    return answered;
  }

  private Query query(int number, Pipeline surface, long[] items) {
    return new Query(
        "warm-up-" + number,
        UserId.ofSession("warm-up-" + number % CONCURRENCY),
        surface.name(),
        20,
        "",
        "",
        items.length == 0 ? 0 : items[number % items.length],
        clock.millis(),
        number);
  }

  private static boolean isAnswered(CompletableFuture<Recommendation> answer) {
    try {
      answer.join();
      return true;
    } catch (CompletionException | CancellationException _) {
      return false;
    }
  }
}
