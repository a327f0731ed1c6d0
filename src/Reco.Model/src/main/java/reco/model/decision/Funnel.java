package reco.model.decision;

import java.util.List;
import java.util.Optional;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.SourceAnswer;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;

/**
 * The decision itself, in two pure halves around the ranker. Whoever runs it, a request or a
 * replay, gets the same bits for the same inputs.
 */
public final class Funnel {
  /**
   * The union of the answers under the pipeline's quotas, without duplicates; keys in a fixed
   * order.
   */
  public static long[] merge(Pipeline pipeline, List<SourceAnswer> answers) {
    throw new UnsupportedOperationException();
  }

  /** Filters and features: what is left of the candidates, and the ranker's input for it. */
  public static Prepared prepare(Pipeline pipeline, Inputs inputs) {
    throw new UnsupportedOperationException();
  }

  /** Scores, re-ranks and explores. Without head scores the retrieval score ranks. */
  public static Decision decide(Prepared prepared, Optional<HeadScores> scores) {
    throw new UnsupportedOperationException();
  }

  /**
   * Between the halves.
   *
   * @param kept rows of the inputs that passed the filters, ascending
   * @param removed rows removed, with the name of the filter
   */
  public record Prepared(
      Pipeline pipeline,
      Inputs inputs,
      int[] kept,
      List<Removal> removed,
      FeatureMatrix features) {}

  /** A candidate that a filter removed. */
  public record Removal(int row, String filter) {}
}
