package reco.ranker;

import java.util.List;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;

/** A ranker's model: several requests' candidates in one forward pass. */
public interface ScoringModel extends AutoCloseable {
  /** Name and version, {@code ranker@v3}. */
  String version();

  /** What it predicts, by name, in the order of its results. */
  List<String> heads();

  /** One result a request, in their order. Not thread-safe: one caller at a time. */
  List<HeadScores> score(List<FeatureMatrix> requests);

  @Override
  default void close() {}
}
