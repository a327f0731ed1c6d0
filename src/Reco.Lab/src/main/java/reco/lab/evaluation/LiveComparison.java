package reco.lab.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same users asked twice: of a live server, and of the pipeline in this process.
 *
 * @param live figures of the server
 * @param inProcess figures of this process
 */
public record LiveComparison(int users, Figures live, Figures inProcess) {
  /** How far the two may be apart. */
  public static final double BAR = 0.01;

  /** Hit rate and NDCG. */
  public record Figures(double hits, double ndcg) {}

  /** A sample of the users to ask, and the past that both then have. */
  public record Sample(List<HeldOut> asked, Histories past) {
    /** So many users of the test fold at most; all that is known of them is part of the past. */
    public static Sample of(Experiment experiment, int users) {
      List<HeldOut> asked = GridSearch.sample(experiment.test().asked(), users);
      return new Sample(
          asked, experiment.past().with(asked.stream().map(HeldOut::history).toList()));
    }
  }

  /** Asks one of the two. */
  public static Figures ask(
      String name, Scorer scorer, Sample sample, Experiment experiment, Progress progress) {
    int items = experiment.past().items().size();
    Outcomes outcomes =
        FullRanking.of(scorer, sample.asked(), items, experiment.cutoff(), progress, name);
    return new Figures(outcomes.hitRate(), outcomes.meanNdcg());
  }

  /** The larger relative difference of the two figures. */
  public double difference() {
    return Math.max(relative(live.hits, inProcess.hits), relative(live.ndcg, inProcess.ndcg));
  }

  private static double relative(double one, double other) {
    return other == 0 ? Math.abs(one) : Math.abs(one - other) / other;
  }

  public boolean agrees() {
    return difference() <= BAR;
  }

  /** As JSON has it. */
  public Map<String, Object> fields(Experiment experiment) {
    String hits = experiment.hitRate() + "@" + experiment.cutoff();
    String ndcg = "ndcg@" + experiment.cutoff();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("users", users);
    fields.put("live", Map.of(hits, live.hits, ndcg, live.ndcg));
    fields.put("in_process", Map.of(hits, inProcess.hits, ndcg, inProcess.ndcg));
    fields.put("largest_relative_difference", difference());
    return fields;
  }

  /** As a line. */
  public String text(Experiment experiment) {
    return String.format(
        Locale.ROOT,
        "live, %,d users: %s %.4f, NDCG %.4f; in process %.4f, %.4f; %.2f %% apart (at most %.0f"
            + " %%: %s)",
        users,
        experiment.hitRate(),
        live.hits,
        live.ndcg,
        inProcess.hits,
        inProcess.ndcg,
        100 * difference(),
        100 * BAR,
        agrees() ? "held" : "MISSED");
  }
}
