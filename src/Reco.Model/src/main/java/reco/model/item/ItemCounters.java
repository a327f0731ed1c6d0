package reco.model.item;

import java.util.Arrays;

/**
 * The counters of all items: {@value #WIDTH} ints a row, a cache line, in chunks that never move.
 * One writer; a reader sees each single counter whole.
 */
final class ItemCounters {
  private static final int WIDTH = 16;
  private static final int CHUNK_BITS = 10;
  private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

  private static final int RATING_SUM = ItemStatistic.RATING_SUM.ordinal();
  private static final int RANK = ItemStatistic.POPULARITY_RANK.ordinal();
  private static final int LAST_30_DAYS = ItemStatistic.LAST_30_DAYS.ordinal();

  /** Steps of users onto the item: what co-visitation normalises by. Beside the statistics. */
  private static final int VISITS = ItemStatistic.COUNT;

  private volatile Chunk[] chunks = new Chunk[0];
  private volatile int size;

  private static final class Chunk {
    final long[] keys = new long[1 << CHUNK_BITS];
    final int[] counts = new int[WIDTH << CHUNK_BITS];
    final double[] trends = new double[1 << CHUNK_BITS];
    final float[] damping = new float[1 << CHUNK_BITS];
  }

  int size() {
    return size;
  }

  /** Adds a row of zeros and returns its number. */
  int append(long key) {
    int row = size;
    Chunk[] current = chunks;
    if (row >> CHUNK_BITS == current.length) {
      current = Arrays.copyOf(current, current.length + 1);
      current[row >> CHUNK_BITS] = new Chunk();
      chunks = current;
    }
    current[row >> CHUNK_BITS].keys[row & CHUNK_MASK] = key;
    setDamping(row, 0);
    size = row + 1;
    return row;
  }

  long key(int row) {
    return chunk(row).keys[row & CHUNK_MASK];
  }

  int get(int row, ItemStatistic statistic) {
    return chunk(row).counts[at(row) + statistic.ordinal()];
  }

  void add(int row, ItemStatistic statistic, int count) {
    chunk(row).counts[at(row) + statistic.ordinal()] += count;
  }

  /** Counts a rating; their sum is kept as the bits of a float. */
  void addRating(int row, float stars) {
    int[] counts = chunk(row).counts;
    int sum = at(row) + RATING_SUM;
    counts[sum] = Float.floatToRawIntBits(Float.intBitsToFloat(counts[sum]) + stars);
    add(row, ItemStatistic.RATINGS, 1);
  }

  /** Writes an item's statistics, in the enum's order. */
  void copy(int row, PopularityRanks ranks, float[] into, int from) {
    int[] counts = chunk(row).counts;
    int at = at(row);
    for (int i = 0; i < ItemStatistic.COUNT; i++) {
      into[from + i] = counts[at + i];
    }
    into[from + RATING_SUM] = Float.intBitsToFloat(counts[at + RATING_SUM]);
    into[from + RANK] = ranks.rank(counts[at + LAST_30_DAYS]);
  }

  int visits(int row) {
    return chunk(row).counts[at(row) + VISITS];
  }

  void addVisit(int row) {
    setDamping(row, ++chunk(row).counts[at(row) + VISITS]);
  }

  /** What damps the popular: {@code (visits + 20) ^ -0.3}. */
  float damping(int row) {
    return chunk(row).damping[row & CHUNK_MASK];
  }

  private void setDamping(int row, int visits) {
    chunk(row).damping[row & CHUNK_MASK] = (float) Math.pow(visits + 20.0, -0.3);
  }

  double trend(int row) {
    return chunk(row).trends[row & CHUNK_MASK];
  }

  void setTrend(int row, double trend) {
    chunk(row).trends[row & CHUNK_MASK] = trend;
  }

  private Chunk chunk(int row) {
    return chunks[row >> CHUNK_BITS];
  }

  private static int at(int row) {
    return (row & CHUNK_MASK) * WIDTH;
  }
}
