package reco.node.log;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import reco.internal.v1.DecisionTrace;
import reco.model.slate.LaterPage;
import reco.node.request.Recommendation;

/** Keeps what was decided. */
public interface DecisionLog {
  /**
   * Hands a slate over; returns at once and never fails. What the log cannot take in time is
   * dropped and counted.
   */
  void record(Recommendation recommendation);

  /** Hands a later page of a slate over, as {@link #record(Recommendation)} does the first. */
  void record(LaterPage page);

  /** The trace of a request, while it is kept and where it was sampled. */
  CompletionStage<Optional<DecisionTrace>> find(String requestId);
}
