package reco.lab.evaluation.product;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reco.lab.evaluation.Experiment;
import reco.lab.evaluation.Gain;
import reco.lab.evaluation.GridSearch;
import reco.lab.evaluation.HeldOut;
import reco.lab.evaluation.Progress;
import reco.model.decision.Blend;
import reco.model.decision.Funnel;
import reco.model.pipeline.Pipeline;
import reco.model.ranking.HeadScores;
import reco.model.ranking.Order;
import reco.model.ranking.Parameter;
import reco.model.ranking.Parameters;

/**
 * Chooses the weights of the blend, those of the ranker's heads among them, by the NDCG of the
 * validation fold: the best single score, then one after the other that gains most beside those
 * before, whose weights are chosen anew each time.
 */
final class BlendTuning {
  private static final int USERS = 10_000;

  /** Rows looked at: so many best by each score. */
  private static final int BEST_ROWS = 200;

  /** In units of one over the standard deviation of a score within a request. */
  private static final double[] STEPS = {
    0.03, 0.045, 0.06, 0.09, 0.12, 0.18, 0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 4
  };

  private static final int ROUNDS = 2;

  /** The candidates of one user: one row a candidate, the found targets' rows first. */
  private record Pool(double[][] columns, int found, int targets) {}

  private final List<Parameter> scores;
  private final List<Pool> pools = new ArrayList<>();
  private final int cutoff;

  private BlendTuning(List<Parameter> scores, int cutoff) {
    this.scores = scores;
    this.cutoff = cutoff;
  }

  static Parameters choose(Replica replica, Experiment experiment, Progress progress) {
    var tuning = new BlendTuning(scoresOf(replica), experiment.cutoff());
    if (tuning.scores.isEmpty()) {
      return Parameters.STANDARD;
    }
    List<HeldOut> asked = GridSearch.sample(experiment.validation().asked(), USERS);
    Progress.Count count = progress.count("reco: validation", asked.size());
    for (HeldOut each : asked) {
      tuning.add(replica, each);
      count.next();
    }
    return tuning.best(progress);
  }

  /** Whether any of the ranker's heads has a weight. */
  static boolean usesHeads(Parameters parameters) {
    return Parameter.weightsOfHeads().stream().anyMatch(weight -> parameters.get(weight) != 0);
  }

  private static List<Parameter> scoresOf(Replica replica) {
    List<Parameter> scores = new ArrayList<>();
    for (Pipeline.Source source : replica.pipeline().sources()) {
      Parameter.weightOfSource(source.name()).ifPresent(scores::add);
    }
    replica
        .models()
        .ranker()
        .ifPresent(ranker ->
            ranker.heads().forEach(head -> Parameter.weightOf(head).ifPresent(scores::add)));
    return scores;
  }

  private void add(Replica replica, HeldOut asked) {
    Funnel.Prepared prepared =
        replica.prepare(replica.pipeline(), asked.history(), Parameters.STANDARD);
    int[] items =
        Arrays.stream(prepared.kept())
            .map(row -> replica.number(prepared.inputs().rows().keys()[row]))
            .toArray();
    Set<Integer> masked = Arrays.stream(asked.masked()).boxed().collect(Collectors.toSet());
    Set<Integer> targets = Arrays.stream(asked.targets()).boxed().collect(Collectors.toSet());
    int[] rows =
        IntStream.range(0, items.length).filter(row -> !masked.contains(items[row])).toArray();
    int[] found = Arrays.stream(rows).filter(row -> targets.contains(items[row])).toArray();
    int[] others = Arrays.stream(rows).filter(row -> !targets.contains(items[row])).toArray();
    double[][] columns = columns(prepared, replica);
    int[] pool =
        IntStream.concat(
                Arrays.stream(found),
                Arrays.stream(columns).flatMapToInt(column -> best(column, others)).distinct())
            .toArray();
    for (int score = 0; score < columns.length; score++) {
      columns[score] = at(columns[score], pool);
    }
    pools.add(new Pool(columns, found.length, targets.size()));
  }

  /** One array a score, one entry a kept row. */
  private double[][] columns(Funnel.Prepared prepared, Replica replica) {
    Optional<HeadScores> heads = replica.heads(prepared);
    List<double[]> columns = new ArrayList<>();
    List<Pipeline.Source> sources = prepared.pipeline().sources();
    for (int source = 0; source < sources.size(); source++) {
      if (Parameter.weightOfSource(sources.get(source).name()).isPresent()) {
        columns.add(Blend.column(prepared, source));
      }
    }
    for (Parameter score : scores.subList(columns.size(), scores.size())) {
      columns.add(
          heads
              .map(all -> probabilities(all, score))
              .orElseGet(() -> new double[prepared.kept().length]));
    }
    return columns.toArray(double[][]::new);
  }

  private static double[] probabilities(HeadScores heads, Parameter weight) {
    for (int head = 0; head < heads.heads().size(); head++) {
      if (Parameter.weightOf(heads.heads().get(head)).equals(Optional.of(weight))) {
        float[] given = heads.probabilities().get(head);
        return IntStream.range(0, given.length).mapToDouble(row -> given[row]).toArray();
      }
    }
    return new double[heads.probabilities().getFirst().length];
  }

  private static IntStream best(double[] column, int[] rows) {
    double[] of = at(column, rows);
    return Arrays.stream(Order.descending(of, new long[of.length]))
        .limit(BEST_ROWS)
        .map(place -> rows[place]);
  }

  private static double[] at(double[] column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
  }

  private Parameters best(Progress progress) {
    double[] units = units();
    int single = bestAlone(units, progress);
    var weights = new double[units.length];
    weights[single] = units[single];
    Set<Integer> open =
        IntStream.range(0, units.length)
            .filter(score -> score != single && units[score] > 0)
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    while (addBest(open, weights, units)) {
      retune(open, single, weights, units);
    }
    progress.say("reco: blended, validated NDCG@%d %.4f", cutoff, mean(ndcg(weights)));
    return parameters(weights);
  }

  /**
   * Adds the score that gains most beside those that have a weight, where that is more than one
   * standard error.
   *
   * @param open scores without a weight; the one added leaves them
   */
  private boolean addBest(Set<Integer> open, double[] weights, double[] units) {
    double[] before = ndcg(weights);
    double highest = mean(before);
    int added = -1;
    for (int score : open) {
      double[] with = weights.clone();
      with[score] = bestWeight(score, with, units[score]);
      double[] after = ndcg(with);
      if (mean(after) > highest && isBeyondChance(after, before)) {
        highest = mean(after);
        added = score;
      }
    }
    if (added >= 0) {
      weights[added] = bestWeight(added, weights, units[added]);
      open.remove(added);
    }
    return added >= 0;
  }

  /** Takes the best weight of each score that has one but the first, twice around. */
  private void retune(Set<Integer> open, int single, double[] weights, double[] units) {
    for (int round = 0; round < ROUNDS; round++) {
      for (int score = 0; score < weights.length; score++) {
        if (score != single && units[score] > 0 && !open.contains(score)) {
          weights[score] = bestWeight(score, weights, units[score]);
        }
      }
    }
  }

  /** The weight of one score with which the blend is best, the others being as they are. */
  private double bestWeight(int score, double[] weights, double unit) {
    double[] tried = weights.clone();
    double best = weights[score];
    double highest = mean(ndcg(weights));
    for (double step : STEPS) {
      tried[score] = step * unit;
      double reached = mean(ndcg(tried));
      if (reached > highest) {
        highest = reached;
        best = tried[score];
      }
    }
    return best;
  }

  private int bestAlone(double[] units, Progress progress) {
    int best = 0;
    double highest = 0;
    for (int score = 0; score < units.length; score++) {
      if (units[score] == 0) {
        continue; // says nothing: no model, or the same of every item
      }
      var alone = new double[units.length];
      alone[score] = units[score];
      double ndcg = mean(ndcg(alone));
      progress.say(
          "reco: %s alone, validated NDCG@%d %.4f",
          scores.get(score).parameterName(), cutoff, ndcg);
      if (ndcg > highest) {
        highest = ndcg;
        best = score;
      }
    }
    return best;
  }

  private static boolean isBeyondChance(double[] after, double[] before) {
    double[] gains =
        IntStream.range(0, after.length).mapToDouble(user -> after[user] - before[user]).toArray();
    return mean(gains) > deviation(gains) / Math.sqrt(gains.length);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  /** One over the mean standard deviation of each score within a request. */
  private double[] units() {
    var units = new double[scores.size()];
    for (int score = 0; score < units.length; score++) {
      int at = score;
      double mean =
          pools.stream().mapToDouble(pool -> deviation(pool.columns[at])).average().orElse(0);
      units[score] = mean > 0 ? 1 / mean : 0;
    }
    return units;
  }

  private static double deviation(double[] column) {
    double mean = mean(column);
    return Math.sqrt(
        Arrays.stream(column).map(value -> (value - mean) * (value - mean)).average().orElse(0));
  }

  /** One a user. */
  private double[] ndcg(double[] weights) {
    return pools.stream().mapToDouble(pool -> ndcg(pool, weights)).toArray();
  }

  private double ndcg(Pool pool, double[] weights) {
    if (pool.found == 0) {
      return 0;
    }
    var sums = new double[pool.columns[0].length];
    for (int score = 0; score < weights.length; score++) {
      if (weights[score] != 0) {
        double[] column = pool.columns[score];
        for (int row = 0; row < sums.length; row++) {
          sums[row] += weights[score] * column[row];
        }
      }
    }
    double[] wanted = Arrays.copyOf(sums, pool.found);
    Arrays.sort(wanted);
    var ranks = new int[pool.found];
    for (int place = 0; place < ranks.length; place++) {
      double score = wanted[ranks.length - 1 - place];
      int before = 0;
      for (int row = pool.found; row < sums.length; row++) {
        before += sums[row] >= score ? 1 : 0;
      }
      ranks[place] = 1 + place + before;
    }
    return Gain.ndcg(ranks, pool.targets, cutoff);
  }

  /** As an operator would set them: the largest is 1, three digits each. */
  private Parameters parameters(double[] weights) {
    double largest = Arrays.stream(weights).max().orElse(1);
    Map<String, Double> values = new HashMap<>();
    Parameter.weightsOfHeads().forEach(head -> values.put(head.parameterName(), 0.0));
    for (int score = 0; score < weights.length; score++) {
      double value =
          largest > 0
              ? new BigDecimal(weights[score] / largest).round(new MathContext(3)).doubleValue()
              : 0;
      values.put(scores.get(score).parameterName(), value);
    }
    return new Parameters(values);
  }
}
