package reco.model.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;
import reco.model.pipeline.SourceAnswer;

/**
 * Directed co-visitation. With {@code C[a, b]} the sum of {@code 1 / distance} over all pairs where
 * b follows a within the window, and of {@code backward / distance} where it precedes it, each
 * halved as often as half-lives have passed, an item b scores for the last items a_0, a_1, ...
 *
 * <pre>
 *   sum over i of 0.7^i * C[a_i, b] / sqrt(visits(a_i) + 20) / (visits(b) + 20)^0.3
 * </pre>
 *
 * All is as of the beginning of the day (UTC), so that what damps an item is computed once a day.
 * One writer, readers without locks.
 */
final class CoVisitation {
  /** Older ones add less than a ten-thousandth of the newest's part. */
  static final int LAST_ITEMS = 30;

  private static final double DECAY = 0.7;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final int CHUNK_BITS = 10;
  private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
  private static final VarHandle ROWS = MethodHandles.arrayElementVarHandle(Row[].class);

  private final ItemCounters counters;
  private final Decay decay;
  private volatile @Nullable Row[][] chunks = new Row[0][];
  private volatile long asOfMillis;

  /** What one item was co-visited with, by row. */
  private record Row(long offset, long epoch, float visits, int[] items, float[] weights) {}

  CoVisitation(ItemCounters counters, Decay decay) {
    this.counters = counters;
    this.decay = decay;
  }

  /**
   * Replaces an item's neighbours; older ones change nothing.
   *
   * @param rowOf the row of a key, {@link OrdinalMap#NONE} where there is none
   */
  void put(int row, ItemStats.Neighbours neighbours, LongToIntFunction rowOf) {
    Row before = read(row);
    if (before != null && before.offset() > neighbours.offset()) {
      return;
    }
    Row next = row(neighbours, rowOf);
    ROWS.setRelease(writable(row), row & CHUNK_MASK, next);
    damp(row, next);
  }

  private static Row row(ItemStats.Neighbours neighbours, LongToIntFunction rowOf) {
    int[] items = new int[neighbours.items().length];
    float[] weights = new float[items.length];
    int size = 0;
    for (int i = 0; i < items.length; i++) {
      int item = rowOf.applyAsInt(neighbours.items()[i]);
      if (item != OrdinalMap.NONE) {
        items[size] = item;
        weights[size++] = neighbours.weights()[i];
      }
    }
    return new Row(
        neighbours.offset(),
        neighbours.epoch(),
        neighbours.visits(),
        size == items.length ? items : Arrays.copyOf(items, size),
        weights);
  }

  /** Moves on to the day of a time. */
  void moveTo(long nowMillis) {
    long dayMillis = Math.floorDiv(nowMillis, DAY_MILLIS) * DAY_MILLIS;
    if (dayMillis == asOfMillis) {
      return;
    }
    asOfMillis = dayMillis;
    for (int row = 0; row < counters.size(); row++) {
      Row present = read(row);
      if (present != null) {
        damp(row, present);
      }
    }
  }

  private void damp(int row, Row present) {
    counters.setVisits(row, present.visits() * decay.worth(asOfMillis, present.epoch()));
  }

  /**
   * @param lastItems keys, newest first
   * @param ordinals of the keys
   */
  SourceAnswer answer(String source, long[] lastItems, OrdinalMap ordinals, int count) {
    int used = Math.min(lastItems.length, LAST_ITEMS);
    @Nullable Row[] rows = new Row[used];
    int capacity = used;
    for (int i = 0; i < used; i++) {
      int ordinal = ordinals.get(lastItems[i]);
      Row row = ordinal == OrdinalMap.NONE ? null : read(ordinal);
      rows[i] = row;
      capacity += row == null ? 0 : row.items().length;
    }
    ScoreSums sums = new ScoreSums(capacity);
    long asOf = asOfMillis;
    for (int i = 0; i < used; i++) {
      Row row = rows[i];
      if (row != null) {
        double worth = decay.worth(asOf, row.epoch());
        double weight = Math.pow(DECAY, i) * worth / Math.sqrt(row.visits() * worth + 20);
        sums.add(i, (float) weight, row.items(), row.weights());
      }
    }
    for (long item : lastItems) {
      sums.remove(ordinals.get(item));
    }
    return sums.best(source, lastItems, count, counters::key, counters::damping);
  }

  private @Nullable Row read(int row) {
    @Nullable Row[][] current = chunks;
    int chunk = row >> CHUNK_BITS;
    return chunk < current.length ? (Row) ROWS.getAcquire(current[chunk], row & CHUNK_MASK) : null;
  }

  /** The chunk of a row, made where it is missing. */
  private @Nullable Row[] writable(int row) {
    int chunk = row >> CHUNK_BITS;
    if (chunk >= chunks.length) {
      int known = chunks.length;
      @Nullable Row[][] next = Arrays.copyOf(chunks, chunk + 1);
      for (int i = known; i <= chunk; i++) {
        next[i] = new Row[1 << CHUNK_BITS];
      }
      chunks = next;
    }
    return chunks[chunk];
  }
}
