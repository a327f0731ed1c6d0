package reco.index;

import java.util.Arrays;
import java.util.List;

/**
 * Chooses how searches go through inverted lists: the fewest items scanned at which sampled queries
 * find, on average, the wanted share of what the exact search finds.
 */
final class Tuning {
  private static final double[] RADIUS_WEIGHTS = {0, .1, .2, .3};

  /** A share of what may be missed is kept in reserve: other queries than the sampled will come. */
  private static final double RESERVE = .1;

  private final Segments items;
  private final Metric metric;
  private final int dimension;
  private final ListScan scan;

  Tuning(Segments items, Metric metric, int dimension) {
    this.items = items;
    this.metric = metric;
    this.dimension = dimension;
    scan = new ListScan(dimension);
  }

  private record Choice(Probes probes, double scanned) {}

  /**
   * @param queries at least one, as the metric compares them
   * @param k hits that count
   * @param recall share of them to be found, below 1
   */
  Probes choose(List<float[]> queries, int k, double recall) {
    var found = queries.stream().map(query -> exactLists(query, k)).toList();
    double target = recall + RESERVE * (1 - recall);
    return Arrays.stream(RADIUS_WEIGHTS)
        .mapToObj(weight -> choice(queries, found, weight, target))
        .min((a, b) -> Double.compare(a.scanned, b.scanned))
        .map(Choice::probes)
        .orElseThrow();
  }

  /** The lists that a query's nearest items stand in, as often as they do. */
  private int[] exactLists(float[] query, int k) {
    var search = new Int8Search(metric, dimension);
    return Arrays.stream(search.nearest(items, query, k)).map(Place::list).toArray();
  }

  /** The fewest lists that reach the recall with this weight, and what they hold on average. */
  private Choice choice(List<float[]> queries, List<int[]> found, double weight, double target) {
    int lists = items.partitioning().lists();
    var foundByRank = new long[lists + 1];
    var scannedByRank = new long[lists + 1];
    for (int q = 0; q < queries.size(); q++) {
      int[] ranks = ranks(queries.get(q), weight, scannedByRank);
      for (int list : found.get(q)) {
        foundByRank[ranks[list]]++;
      }
    }
    long all = Arrays.stream(foundByRank).sum();
    long reached = foundByRank[0];
    int probes = 0;
    long scanned = 0;
    while (probes < lists && reached < target * all) {
      probes++;
      reached += foundByRank[probes];
      scanned += scannedByRank[probes];
    }
    return new Choice(new Probes(probes, weight), scanned);
  }

  /** Each list's rank for the query, from 1 on; the unsorted, always scanned, have rank 0. */
  private int[] ranks(float[] query, double weight, long[] scannedByRank) {
    var ranks = new int[items.lists().length];
    int ranked = items.partitioning().rank(query, new Probes(ranks.length, weight), scan);
    for (int rank = 1; rank <= ranked; rank++) {
      int list = scan.list(rank - 1);
      ranks[list] = rank;
      scannedByRank[rank] += items.lists()[list].capacity();
    }
    return ranks;
  }
}
