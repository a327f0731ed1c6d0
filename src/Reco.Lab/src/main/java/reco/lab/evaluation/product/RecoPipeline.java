package reco.lab.evaluation.product;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import reco.lab.evaluation.Experiment;
import reco.lab.evaluation.Histories;
import reco.lab.evaluation.Method;
import reco.lab.evaluation.Progress;
import reco.lab.evaluation.Scorer;
import reco.lab.evaluation.UserHistory;
import reco.model.decision.Decision;
import reco.model.decision.Funnel;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.Pipeline;
import reco.model.ranking.Parameters;

/**
 * The whole pipeline as a server runs it: sources, filters, ranker, and the blend of their scores
 * with weights chosen on validation.
 *
 * @param models what is trained before
 * @param counting how items are counted
 */
public record RecoPipeline(Pipeline pipeline, ModelSource models, StatisticsSettings counting)
    implements Method {
  public static final String NAME = "reco";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isSeeded() {
    return true;
  }

  @Override
  public Fitted fit(Experiment experiment, long seed, Progress progress)
      throws IOException, InterruptedException {
    Parameters chosen = weights(experiment, seed, progress);
    var past = experiment.test().past();
    return new Fitted(scorer(past, past, chosen, seed, progress), text(chosen));
  }

  /** The weights that are best on the validation fold. */
  public Parameters weights(Experiment experiment, long seed, Progress progress)
      throws IOException, InterruptedException {
    var past = experiment.validation().past();
    try (var replica = new Replica(past, pipeline, models.models(past, seed, progress), counting)) {
      return BlendTuning.choose(replica, experiment, progress);
    }
  }

  /**
   * A server's slates.
   *
   * @param learnt what its models have learnt from
   * @param logged what its log holds
   */
  public Scorer scorer(
      Histories learnt, Histories logged, Parameters weights, long seed, Progress progress)
      throws IOException, InterruptedException {
    var trained = models.models(learnt, seed, progress);
    return new Slates(new Replica(logged, pipeline, trained, counting), weights);
  }

  private static String text(Parameters parameters) {
    return parameters.values().entrySet().stream()
        .filter(entry -> entry.getValue() != 0)
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Scores of the slate; what is not on it would not be recommended. */
  private static final class Slates implements Scorer {
    private final Replica replica;
    private final Parameters parameters;
    private final Pipeline declared;

    Slates(Replica replica, Parameters parameters) {
      this.replica = replica;
      this.parameters = parameters;
      this.declared =
          BlendTuning.usesHeads(parameters)
              ? replica.pipeline()
              : replica.pipeline().withoutModel();
    }

    @Override
    public void score(UserHistory user, float[] scores) {
      Arrays.fill(scores, Float.NEGATIVE_INFINITY);
      Funnel.Prepared prepared = replica.prepare(declared, user, parameters);
      for (Decision.Placed placed : Funnel.decide(prepared, replica.heads(prepared)).items()) {
        scores[replica.number(placed.item())] = (float) placed.score();
      }
    }

    @Override
    public void close() {
      replica.close();
    }
  }
}
