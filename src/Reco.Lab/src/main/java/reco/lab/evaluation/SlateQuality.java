package reco.lab.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What slates are like beside being right, as in Castells, Hurley and Vargas, "Novelty and
 * Diversity in Recommender Systems" (2015).
 *
 * @param coverage share of all items that stand on anybody's slate
 * @param novelty mean self-information of the items shown, in bits: -log2 of the share of users who
 *     took it
 * @param diversity mean distance of two items of a slate: 1 minus the cosine of the sets of users
 *     who took them; over the first {@value #DIVERSITY_USERS} users asked
 */
record SlateQuality(double coverage, double novelty, double diversity) {
  static final int DIVERSITY_USERS = 2_000;

  static SlateQuality of(int[][] slates, Histories past) {
    int[] shown = Arrays.stream(slates).flatMapToInt(Arrays::stream).toArray();
    int[] usersOf = past.usersOf();
    double users = Math.max(1, past.users().size());
    double novelty =
        Arrays.stream(shown)
            .mapToDouble(item -> Math.log(users / Math.max(1, usersOf[item])) / Math.log(2))
            .average()
            .orElse(0);
    double coverage =
        Arrays.stream(shown).distinct().count() / (double) Math.max(1, past.items().size());
    return new SlateQuality(coverage, novelty, new Distances(past).meanOf(slates));
  }

  /** Distances of items, kept once computed. */
  private static final class Distances {
    private final int[][] usersOf;
    private final Map<Long, Double> known = new HashMap<>();

    Distances(Histories past) {
      usersOf = Inverted.of(past);
    }

    double meanOf(int[][] slates) {
      return Arrays.stream(slates)
          .limit(DIVERSITY_USERS)
          .filter(slate -> slate.length > 1)
          .mapToDouble(this::meanOf)
          .average()
          .orElse(0);
    }

    private double meanOf(int[] slate) {
      return IntStream.range(0, slate.length)
          .boxed()
          .flatMapToDouble(
              i -> IntStream.range(0, i).mapToDouble(j -> distance(slate[i], slate[j])))
          .average()
          .orElse(0);
    }

    private double distance(int a, int b) {
      long pair = Math.min(a, b) * (long) usersOf.length + Math.max(a, b);
      return known.computeIfAbsent(pair, _ -> 1 - cosine(usersOf[a], usersOf[b]));
    }

    /** Of two ascending sets. */
    private static double cosine(int[] a, int[] b) {
      int common = 0;
      for (int i = 0, j = 0; i < a.length && j < b.length; ) {
        int order = Integer.compare(a[i], b[j]);
        common += order == 0 ? 1 : 0;
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
      }
      return common == 0 ? 0 : common / Math.sqrt((double) a.length * b.length);
    }
  }
}
