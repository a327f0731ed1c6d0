package reco.node.request;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import reco.model.decision.Query;
import reco.model.interaction.LogPosition;

/** Answers recommendation requests: the request way's entrance behind the gateway. */
public interface Recommender {
  /**
   * Answers within the timeout, degraded rather than late; never fails for a fault of a stage.
   *
   * @param atLeast the state must have applied this position, else the answer is degraded: stale
   * @param timeout what is left of the caller's deadline
   */
  CompletionStage<Recommendation> recommend(
      Query query, Optional<LogPosition> atLeast, Duration timeout);
}
