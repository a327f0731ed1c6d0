package reco.gateway.service;

import java.util.Optional;
import java.util.function.Function;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;

/** The rankers that this node can still ask, by the version that a decision recorded. */
@FunctionalInterface
public interface RankerVersions {
  /** The ranker, one request at a time; empty where the version is not here. */
  Optional<Function<FeatureMatrix, HeadScores>> find(String version);
}
