package reco.lab.evaluation.product;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import reco.lab.evaluation.Experiment;
import reco.lab.evaluation.Method;
import reco.lab.evaluation.Progress;
import reco.lab.evaluation.Scorer;
import reco.lab.evaluation.UserHistory;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.SourceAnswer;

/**
 * One candidate source of the product by its own scores, behind no filter.
 *
 * @param name in the report
 * @param pipeline with that source alone
 * @param models what it draws on
 * @param isTrained whether it draws on models, so that another seed gives other scores
 * @param counting how items are counted
 */
public record SourceAlone(
    String name,
    Pipeline pipeline,
    ModelSource models,
    boolean isTrained,
    StatisticsSettings counting)
    implements Method {
  /**
   * @param pipeline one of whose sources is meant
   */
  public static SourceAlone of(
      String name,
      String source,
      Pipeline pipeline,
      ModelSource models,
      boolean isTrained,
      StatisticsSettings counting) {
    List<Pipeline.Source> only =
        pipeline.sources().stream().filter(each -> each.name().equals(source)).toList();
    return new SourceAlone(name, pipeline.with(only), models, isTrained, counting);
  }

  @Override
  public boolean isSeeded() {
    return isTrained;
  }

  @Override
  public Fitted fit(Experiment experiment, long seed, Progress progress)
      throws IOException, InterruptedException {
    var past = experiment.test().past();
    var replica = new Replica(past, pipeline, models.models(past, seed, progress), counting);
    return new Fitted(
        new Answers(replica), isTrained ? replica.models().retrieval().version() : "");
  }

  private record Answers(Replica replica) implements Scorer {
    @Override
    public void score(UserHistory user, float[] scores) {
      Arrays.fill(scores, Float.NEGATIVE_INFINITY);
      SourceAnswer answer = replica.answers(user).getFirst();
      for (int i = 0; i < answer.items().length; i++) {
        scores[replica.number(answer.items()[i])] = answer.scores()[i];
      }
    }

    @Override
    public void close() {
      replica.close();
    }
  }
}
