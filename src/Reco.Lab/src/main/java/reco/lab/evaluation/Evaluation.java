package reco.lab.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures methods on an experiment: each learns from the past, chooses its settings on the
 * validation fold, and is asked about the users of the test fold.
 *
 * @param seeds each method that depends on a seed is measured with every one of them
 * @param staleness how late a user's state may be, besides not at all
 */
public record Evaluation(List<Long> seeds, List<Staleness> staleness) {
  public Evaluation {
    seeds = List.copyOf(seeds);
    staleness = List.copyOf(staleness);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds: got none, expected at least one");
    }
  }

  /** A method's figures. */
  record Measured(
      String settings,
      RankingQuality quality,
      List<Double> ndcgBySeed,
      Map<Staleness, Outcomes> stale,
      double seconds) {}

  /** Runs the methods one after the other. */
  public Report run(Experiment experiment, List<Method> methods, Progress progress)
      throws IOException, InterruptedException {
    Map<String, Measured> measured = new LinkedHashMap<>();
    Map<String, String> skipped = new LinkedHashMap<>();
    for (Method method : methods) {
      String obstacle = method.obstacle(experiment);
      if (obstacle.isEmpty()) {
        measured.put(method.name(), measure(method, experiment, progress));
      } else {
        skipped.put(method.name(), obstacle);
        progress.say("%s is left out: %s", method.name(), obstacle);
      }
    }
    return new Report(experiment, seeds, measured, skipped);
  }

  private Measured measure(Method method, Experiment experiment, Progress progress)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    List<Outcomes> fresh = new ArrayList<>();
    Map<Staleness, List<Outcomes>> stale = new LinkedHashMap<>();
    String settings = "";
    for (long seed : method.isSeeded() ? seeds : seeds.subList(0, 1)) {
      Method.Fitted fitted = method.fit(experiment, seed, progress);
      settings = fitted.settings();
      try (Scorer scorer = fitted.scorer()) {
        fresh.add(ask(method.name(), scorer, experiment.test().asked(), experiment, progress));
        for (Staleness each : staleness) {
          stale
              .computeIfAbsent(each, _ -> new ArrayList<>())
              .add(
                  ask(
                      method.name(),
                      scorer,
                      each.of(experiment.test().asked()),
                      experiment,
                      progress));
        }
      }
    }
    Outcomes outcomes = Outcomes.mean(fresh);
    var quality = RankingQuality.of(outcomes, experiment.test(), seeds.getFirst());
    double seconds = (System.nanoTime() - started) / 1e9;
    progress.say(
        "%s: %s@%d %.4f, NDCG@%d %.4f (%.0f s)",
        method.name(),
        experiment.hitRate(),
        experiment.cutoff(),
        outcomes.hitRate(),
        experiment.cutoff(),
        outcomes.meanNdcg(),
        seconds);
    Map<Staleness, Outcomes> staleMeans = new LinkedHashMap<>();
    stale.forEach((each, runs) -> staleMeans.put(each, Outcomes.mean(runs)));
    return new Measured(
        settings, quality, fresh.stream().map(Outcomes::meanNdcg).toList(), staleMeans, seconds);
  }

  private static Outcomes ask(
      String name, Scorer scorer, List<HeldOut> asked, Experiment experiment, Progress progress) {
    int items = experiment.past().items().size();
    return FullRanking.of(scorer, asked, items, experiment.cutoff(), progress, name + ": test");
  }
}
