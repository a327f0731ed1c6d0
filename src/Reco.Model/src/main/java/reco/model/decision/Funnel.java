package reco.model.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import reco.model.decision.Decision.Placed;
import reco.model.features.FeatureSpec;
import reco.model.features.Scene;
import reco.model.item.ItemRows;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Provenance;
import reco.model.pipeline.SourceAnswer;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.model.ranking.Scoring;

/**
 * The decision itself, in two pure halves around the ranker. Whoever runs it, a request or a
 * replay, gets the same bits for the same inputs.
 */
public final class Funnel {
  private Funnel() {}

  /**
   * The union of the answers under the pipeline's quotas, without duplicates; keys in a fixed
   * order, at most as many as the ranker takes.
   */
  public static long[] merge(Pipeline pipeline, List<SourceAnswer> answers) {
    return Merge.of(pipeline, answers);
  }

  /** Filters and features: what is left of the candidates, and the ranker's input for it. */
  public static Prepared prepare(Pipeline pipeline, Inputs inputs) {
    var provenance = Provenance.of(pipeline, inputs.answers(), inputs.rows().keys());
    var filtered = Filtered.by(FilterRule.of(pipeline), inputs, provenance);
    var features =
        pipeline.ranker().isModel()
            ? FeatureSpec.CURRENT.compute(scene(inputs, provenance, filtered.kept()))
            : FeatureMatrix.NONE;
    return new Prepared(
        pipeline, inputs, provenance, filtered.kept(), filtered.removed(), features);
  }

  /**
   * Scores, re-ranks and explores. The blend of the sources' scores is added where it has weights;
   * without it and without head scores the retrieval score ranks.
   *
   * @throws IllegalArgumentException where a head has not one probability a kept row
   */
  public static Decision decide(Prepared prepared, Optional<HeadScores> heads) {
    int rows = prepared.kept().length;
    var parameters = prepared.inputs().parameters();
    var assembly = new Assembly(prepared);
    return heads
        .map(h ->
            assembly.decide(blended(Scoring.scores(h, parameters, rows), prepared), Rung.RANKED))
        .orElseGet(() -> assembly.decide(retrievalScores(prepared), Rung.RETRIEVAL));
  }

  private static double[] retrievalScores(Prepared prepared) {
    return Blend.isOn(prepared)
        ? blended(new double[prepared.kept().length], prepared)
        : Arrays.stream(prepared.kept())
            .mapToDouble(prepared.provenance()::retrievalScore)
            .toArray();
  }

  private static double[] blended(double[] scores, Prepared prepared) {
    Blend.add(prepared, scores);
    return scores;
  }

  /**
   * The decision when everything else is missing: the rows in their order behind the hard filters,
   * without what the user dislikes where that is known. Never empty while anything may be shown.
   */
  public static Decision fallback(Pipeline pipeline, Inputs inputs) {
    var rows = inputs.rows();
    var provenance = Provenance.of(pipeline, inputs.answers(), rows.keys());
    var filtered = Filtered.by(FilterRule.ofFallback(), inputs, provenance);
    var reasons = new Reasons(pipeline, inputs, provenance);
    var items =
        Arrays.stream(filtered.kept())
            .limit(Decision.MAX_ITEMS)
            .mapToObj(row -> inOrder(row, rows, provenance.sourcesOf(row), reasons))
            .toList();
    return new Decision(items, Rung.POPULARITY, rows.size(), filtered.removed().size());
  }

  private static Placed inOrder(int row, ItemRows rows, int[] sources, Reasons reasons) {
    double score = 1 - row / (double) rows.size();
    var reason = reasons.of(row, sources, false);
    return new Placed(row, rows.keys()[row], rows.ids()[row], score, sources, 1, false, reason);
  }

  private static Scene scene(Inputs inputs, Provenance provenance, int[] kept) {
    var query = inputs.query();
    return new Scene(
        inputs.user(),
        query.instantMillis(),
        query.device(),
        inputs.country(),
        query.lastItem(),
        inputs.queryVector(),
        inputs.past(),
        inputs.rows(),
        provenance,
        kept);
  }

  /**
   * Between the halves.
   *
   * @param provenance who proposed each row of the inputs
   * @param kept rows of the inputs that passed the filters, ascending
   * @param removed rows removed, with the name of the filter
   * @param features a row for each kept one; none where the pipeline has no model
   */
  public record Prepared(
      Pipeline pipeline,
      Inputs inputs,
      Provenance provenance,
      int[] kept,
      List<Removal> removed,
      FeatureMatrix features) {}

  /** A candidate that a filter removed. */
  public record Removal(int row, String filter) {}
}
