package reco.node.request;

import java.util.concurrent.CompletionStage;

/** Proposes candidates for a request. */
public interface CandidateSource {
  /** Whether it needs the user's state, or the vector made from it. */
  boolean dependsOnUser();

  /**
   * Proposes, at most as many as the quota. A stage that fails is served without, and so is one
   * that is later than the source's budget.
   */
  CompletionStage<Proposal> propose(SourceRequest request);
}
