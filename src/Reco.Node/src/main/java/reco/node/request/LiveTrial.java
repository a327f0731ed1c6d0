package reco.node.request;

import reco.model.decision.Query;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.model.ranking.Parameters;
import reco.model.release.Trial;

/** A ranker that is tried beside the serving one. */
public sealed interface LiveTrial {
  /** Ranks for a share of the users. */
  record Canary(String model, Trial.Canary share, LiveRanker ranker) implements LiveTrial {}

  /** Is told what was ranked for a share of the requests. */
  record Shadow(Trial.Shadow share, Observer observer) implements LiveTrial {}

  /** Takes what the serving version scored, after the answer. */
  @FunctionalInterface
  interface Observer {
    /**
     * Must return at once.
     *
     * @param nanos that the serving version took
     */
    void scored(
        Query query, FeatureMatrix features, HeadScores scores, Parameters parameters, long nanos);
  }
}
