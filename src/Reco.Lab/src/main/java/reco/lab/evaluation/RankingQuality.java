package reco.lab.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How good a method was on the users asked.
 *
 * @param strata the same by length of history, shortest first
 */
record RankingQuality(
    int users,
    Mean hits,
    Mean ndcg,
    Mean reciprocalRank,
    SlateQuality slates,
    List<Stratum> strata) {
  private static final int STRATA = 4;

  /** A mean over users with its confidence interval. */
  record Mean(double value, Bootstrap.Interval interval) {
    static Mean of(double[] values, long seed) {
      return new Mean(mean(values), Bootstrap.ofMean(values, seed));
    }
  }

  /** The users whose history has at least {@code from} and at most {@code to} items. */
  record Stratum(int from, int to, int users, double hits, double ndcg) {}

  static RankingQuality of(Outcomes outcomes, Fold fold, long seed) {
    return new RankingQuality(
        outcomes.users(),
        Mean.of(outcomes.hits(), seed),
        Mean.of(outcomes.ndcg(), seed),
        Mean.of(outcomes.reciprocalRanks(), seed),
        SlateQuality.of(outcomes.slates(), fold.past()),
        strata(outcomes, fold.asked()));
  }

  /** Quarters of the users; users of equal length are never parted. */
  private static List<Stratum> strata(Outcomes outcomes, List<HeldOut> asked) {
    int[] lengths = asked.stream().mapToInt(each -> each.masked().length).toArray();
    int[] ascending = Arrays.stream(lengths).sorted().toArray();
    List<Stratum> strata = new ArrayList<>();
    int from = 0;
    for (int quarter = 1; quarter <= STRATA && ascending.length > 0; quarter++) {
      int to = ascending[(ascending.length - 1) * quarter / STRATA];
      if (to >= from) {
        int lowest = from;
        int[] users =
            IntStream.range(0, lengths.length)
                .filter(user -> lengths[user] >= lowest && lengths[user] <= to)
                .toArray();
        strata.add(
            new Stratum(
                Arrays.stream(users).map(user -> lengths[user]).min().orElse(lowest),
                to,
                users.length,
                mean(at(outcomes.hits(), users)),
                mean(at(outcomes.ndcg(), users))));
        from = to + 1;
      }
    }
    return strata;
  }

  private static double[] at(double[] values, int[] users) {
    return Arrays.stream(users).mapToDouble(user -> values[user]).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }
}
