package reco.model.decision;

import java.util.Optional;
import reco.model.decision.Funnel.Prepared;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Provenance;
import reco.model.pipeline.Stages;
import reco.model.ranking.Parameter;
import reco.model.ranking.Parameters;

/**
 * The sources' own scores as one: the sum over the sources of live weight times score. What a model
 * has fitted enters as it is: an inner product, since it is a log-probability but for a constant of
 * the request, and a linear model's score; what counts something enters by its logarithm. What a
 * source did not propose has the lowest inner product that it gave, else counts as nothing.
 */
public final class Blend {
  /** Added to a count, so that none has a logarithm. */
  private static final double FLOOR = 1e-4;

  private Blend() {}

  /** Whether any source of the pipeline has a weight. */
  static boolean isOn(Prepared prepared) {
    var parameters = prepared.inputs().parameters();
    return prepared.pipeline().sources().stream()
        .anyMatch(source -> weight(source, parameters) != 0);
  }

  /**
   * Adds to each kept row's score.
   *
   * @param scores one a kept row
   */
  static void add(Prepared prepared, double[] scores) {
    var sources = prepared.pipeline().sources();
    for (int source = 0; source < sources.size(); source++) {
      double weight = weight(sources.get(source), prepared.inputs().parameters());
      if (weight != 0) {
        var column = column(prepared, source);
        for (int i = 0; i < scores.length; i++) {
          scores[i] += weight * column[i];
        }
      }
    }
  }

  /** What one source says of each kept row, on the scale of the blend. */
  public static double[] column(Prepared prepared, int source) {
    var kept = prepared.kept();
    var provenance = prepared.provenance();
    var column = new double[kept.length];
    String name = prepared.pipeline().sources().get(source).name();
    boolean isInnerProduct = name.equals(Stages.TWO_TOWER);
    boolean isFitted = isInnerProduct || name.equals(Stages.EASE);
    double unproposed = isInnerProduct ? lowest(provenance, kept, source) : 0;
    for (int i = 0; i < kept.length; i++) {
      double score =
          provenance.isProposed(kept[i], source) ? provenance.score(kept[i], source) : unproposed;
      column[i] = isFitted ? score : StrictMath.log(score + FLOOR);
    }
    return column;
  }

  private static double lowest(Provenance provenance, int[] kept, int source) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int row : kept) {
      if (provenance.isProposed(row, source)) {
        lowest = Math.min(lowest, provenance.score(row, source));
      }
    }
    return lowest == Double.POSITIVE_INFINITY ? 0 : lowest;
  }

  private static double weight(Pipeline.Source source, Parameters parameters) {
    Optional<Parameter> weight = Parameter.weightOfSource(source.name());
    return weight.map(parameters::get).orElse(0.0);
  }
}
