package reco.model.item;

import java.util.Arrays;

/**
 * The counters of all items as columns, in chunks that never move: a cache line of floats a row for
 * the statistics. One writer; a reader sees each single counter whole.
 */
final class ItemCounters {
  private static final int WIDTH = 16;
  private static final int CHUNK_BITS = 10;
  private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

  private static final int RANK = ItemStatistic.POPULARITY_RANK.ordinal();
  private static final int LAST_30_DAYS = ItemStatistic.LAST_30_DAYS.ordinal();

  private volatile Chunk[] chunks = new Chunk[0];
  private volatile int size;

  private static final class Chunk {
    final long[] keys = new long[1 << CHUNK_BITS];
    final float[] values = new float[WIDTH << CHUNK_BITS];
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
    setVisits(row, 0);
    size = row + 1;
    return row;
  }

  long key(int row) {
    return chunk(row).keys[row & CHUNK_MASK];
  }

  float get(int row, ItemStatistic statistic) {
    return chunk(row).values[at(row) + statistic.ordinal()];
  }

  /** Replaces an item's statistics, in the enum's order. */
  void set(int row, float[] values) {
    System.arraycopy(values, 0, chunk(row).values, at(row), ItemStatistic.COUNT);
  }

  /** Writes an item's statistics, in the enum's order. */
  void copy(int row, PopularityRanks ranks, float[] into, int from) {
    System.arraycopy(chunk(row).values, at(row), into, from, ItemStatistic.COUNT);
    into[from + RANK] = ranks.rank((int) into[from + LAST_30_DAYS]);
  }

  /** What damps the popular: {@code (visits + 20) ^ -0.3}. */
  float damping(int row) {
    return chunk(row).damping[row & CHUNK_MASK];
  }

  void setVisits(int row, double visits) {
    chunk(row).damping[row & CHUNK_MASK] = (float) StrictMath.pow(visits + 20, -0.3);
  }

  private Chunk chunk(int row) {
    return chunks[row >> CHUNK_BITS];
  }

  private static int at(int row) {
    return (row & CHUNK_MASK) * WIDTH;
  }
}
