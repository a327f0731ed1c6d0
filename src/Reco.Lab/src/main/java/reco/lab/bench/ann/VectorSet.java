package reco.lab.bench.ann;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import reco.index.IndexSettings;
import reco.index.Int8Index;
import reco.index.Metric;

/**
 * Vectors to index and queries to answer.
 *
 * @param items float32; the item key is the row
 * @param tuning queries to choose settings by, which are not measured
 * @param queries that are measured
 * @param k hits wanted of each
 */
record VectorSet(
    String name, Metric metric, float[][] items, float[][] tuning, float[][] queries, int k) {
  private static final int AT_ONCE = 16;

  int dimension() {
    return items[0].length;
  }

  /** The k nearest rows of each measured query, by the float32 vectors. */
  long[][] truth() {
    var keys = IntStream.range(0, items.length).asLongStream().toArray();
    return truth(keys);
  }

  /** As {@link #truth()}, among some of the items. */
  long[][] truth(long[] among) {
    var exact = new Int8Index(dimension(), IndexSettings.exact(metric), Runnable::run);
    for (long key : among) {
      exact.upsert(key, items[(int) key]);
    }
    var truth = new long[queries.length][];
    for (int from = 0; from < queries.length; from += AT_ONCE) {
      int to = Math.min(queries.length, from + AT_ONCE);
      // Many more than wanted are re-scored, so that nothing is lost to the codes.
      var hits = exact.searchAll(List.of(Arrays.copyOfRange(queries, from, to)), 4 * k);
      for (int q = from; q < to; q++) {
        truth[q] = Arrays.copyOf(hits.get(q - from).itemKeys(), Math.min(k, among.length));
      }
    }
    return truth;
  }
}
