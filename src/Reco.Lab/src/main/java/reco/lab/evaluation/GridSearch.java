package reco.lab.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/** Tries settings on the validation fold and keeps those of the highest NDCG. */
public final class GridSearch {
  private static final int USERS = 10_000;

  private GridSearch() {}

  /**
   * @param settings in order of preference where equal; the first are taken where there is nothing
   *     to choose on
   * @param fit learns from the past with some settings
   */
  public static <S> Method.Fitted choose(
      String name,
      Experiment experiment,
      List<S> settings,
      BiFunction<Histories, S, Scorer> fit,
      Progress progress) {
    Fold fold = experiment.validation();
    List<HeldOut> asked = sample(fold.asked(), USERS);
    S best = settings.getFirst();
    Scorer scorer = fit.apply(fold.past(), best);
    double highest = quality(name, scorer, asked, experiment, progress);
    for (S each : settings.subList(1, settings.size())) {
      Scorer candidate = fit.apply(fold.past(), each);
      double ndcg = quality(name + " " + each, candidate, asked, experiment, progress);
      if (ndcg > highest) {
        highest = ndcg;
        best = each;
        scorer = candidate;
      }
    }
    progress.say("%s: %s, validated NDCG@%d %.4f", name, best, experiment.cutoff(), highest);
    boolean samePast = fold.past() == experiment.test().past();
    return new Method.Fitted(
        samePast ? scorer : fit.apply(experiment.test().past(), best), best.toString());
  }

  private static double quality(
      String name, Scorer scorer, List<HeldOut> asked, Experiment experiment, Progress progress) {
    int items = experiment.past().items().size();
    return FullRanking.of(scorer, asked, items, experiment.cutoff(), progress, name).meanNdcg();
  }

  /** So many at most, always the same ones. */
  public static List<HeldOut> sample(List<HeldOut> asked, int most) {
    if (asked.size() <= most) {
      return asked;
    }
    List<HeldOut> shuffled = new ArrayList<>(asked);
    Collections.shuffle(shuffled, new Random(most));
    return List.copyOf(shuffled.subList(0, most));
  }
}
