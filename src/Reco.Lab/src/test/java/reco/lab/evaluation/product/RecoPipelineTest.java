package reco.lab.evaluation.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reco.lab.data.RealData;
import reco.lab.data.SequenceFile.UserIds;
import reco.lab.evaluation.Evaluation;
import reco.lab.evaluation.EvaluationSource;
import reco.lab.evaluation.Experiment;
import reco.lab.evaluation.Fold;
import reco.lab.evaluation.Given;
import reco.lab.evaluation.HeldOut;
import reco.lab.evaluation.Method;
import reco.lab.evaluation.Scorer;
import reco.lab.evaluation.UserHistory;
import reco.lab.evaluation.baseline.Popularity;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipelines;
import reco.model.pipeline.Stages;

/** The product's own pipeline, untrained, as the evaluation asks it. */
class RecoPipelineTest {
  private static final Pipeline PIPELINE =
      Pipelines.load(ConfigFactory.parseFile(new File("../../hocon/pipelines.conf")))
          .find("evaluate")
          .orElseThrow();
  private static final UserIds UNKNOWN = new UserIds.Unknown();
  private static final ModelSource UNTRAINED = (_, _, _) -> TrainedModels.NONE;
  private static final Method RECO =
      new RecoPipeline(PIPELINE, UNTRAINED, StatisticsSettings.STANDARD);
  private static final Method COUNTERS =
      SourceAlone.of(
          "counters",
          Stages.CO_VISITATION,
          PIPELINE,
          UNTRAINED,
          false,
          StatisticsSettings.STANDARD);

  @Test
  void whatFollowsTheLastItemIsRecommended() throws Exception {
    Experiment experiment = Given.leaveLastOut("a b c x y", "a b c y x", "q a b c z", "q w a b v");

    for (Method method : List.of(RECO, COUNTERS)) {
      float[] scores = scores(method, experiment, Given.history(0, 1));

      assertThat(best(scores)).as(method.name()).isEqualTo(2); // c follows a and b
    }
  }

  /** Whatever the target is, counters, history and chosen weights are the same. */
  @Test
  void theTargetLeaksIntoNothing() throws Exception {
    String[] common = {"a b c d e", "b c a e d", "c a b d e", "d e a b c", "a c e b d"};
    Experiment one = Given.leaveLastOut(with(common, "a b c d f"));
    Experiment other = Given.leaveLastOut(with(common, "a b c d g"));
    HeldOut asked = one.test().asked().getLast();

    assertThat(other.test().asked().getLast().targets()).isEqualTo(asked.targets()); // f, g: 5
    for (Method method : List.of(RECO, COUNTERS)) {
      float[] scores = scores(method, one, asked.history());
      assertThat(scores(method, other, asked.history())).as(method.name()).isEqualTo(scores);
      assertThat(scores[asked.targets()[0]])
          .as("%s: nobody took it before", method.name())
          .isNegative();
    }
  }

  @Test
  void itBeatsPopularityOnMovieLens() throws IOException, InterruptedException {
    Path folder = RealData.require("ml-100k", "u.data");
    Experiment all = EvaluationSource.parse("movielens:" + folder, UNKNOWN).load(Given.NOW);

    Map<String, Object> report =
        new Evaluation(List.of(1L), List.of())
            .run(slice(all), List.of(RECO, COUNTERS, new Popularity()), Given.SILENT)
            .fields();

    double bar = 1.5 * hitRate(report, "popularity");
    assertThat(hitRate(report, "counters")).isGreaterThan(bar);
    assertThat(hitRate(report, "reco")).isGreaterThan(bar);
  }

  /** The same past, fewer questions. */
  private static Experiment slice(Experiment all) {
    return new Experiment(
        all.name(),
        all.protocol(),
        new Fold(all.past(), all.validation().asked().subList(0, 200)),
        new Fold(all.past(), all.test().asked().subList(0, 300)),
        all.cutoff(),
        all.hitRate(),
        all.notes());
  }

  private static double hitRate(Map<String, Object> report, String method) {
    var methods = (Map<?, ?>) Objects.requireNonNull(report.get("methods"));
    var figures = (Map<?, ?>) Objects.requireNonNull(methods.get(method));
    return (double) Objects.requireNonNull(figures.get("hr@10"));
  }

  private static float[] scores(Method method, Experiment experiment, UserHistory history)
      throws IOException, InterruptedException {
    try (Scorer scorer = method.fit(experiment, 1, Given.SILENT).scorer()) {
      var scores = new float[experiment.past().items().size()];
      scorer.score(history, scores);
      return scores;
    }
  }

  private static int best(float[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .max(Comparator.comparingDouble(item -> scores[item]))
        .orElseThrow();
  }

  private static String[] with(String[] sequences, String last) {
    String[] all = Arrays.copyOf(sequences, sequences.length + 1);
    all[sequences.length] = last;
    return all;
  }
}
