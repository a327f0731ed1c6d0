package reco.model.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reco.model.pipeline.SourceAnswer;

/**
 * Directed co-visitation, kept event by event. With {@code C[a, b]} the sum of {@code 1 / distance}
 * over all pairs where b follows a within the window, and of {@code backward / distance} where it
 * precedes it, an item b scores for the last items a_0, a_1, ...
 *
 * <pre>
 *   sum over i of 0.7^i * C[a_i, b] / sqrt(visits(a_i) + 20) / (visits(b) + 20)^0.3
 * </pre>
 *
 * One writer, readers without locks.
 */
final class CoVisitation {
  /** Older ones add less than a ten-thousandth of the newest's part. */
  static final int LAST_ITEMS = 30;

  private static final double DECAY = 0.7;
  private static final int CHUNK_BITS = 10;
  private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
  private static final VarHandle ROWS = MethodHandles.arrayElementVarHandle(Neighbours[].class);

  private final ItemCounters counters;
  private final StatisticsSettings settings;
  private volatile @Nullable Neighbours[][] chunks = new Neighbours[0][];

  CoVisitation(ItemCounters counters, StatisticsSettings settings) {
    this.counters = counters;
    this.settings = settings;
  }

  /** A user's next step: pairs it with the steps before it. */
  void step(Visitor visitor, int item) {
    for (int age = 0; age < visitor.stepCount(); age++) {
      int before = visitor.step(age);
      if (before != item) {
        float weight = 1f / (age + 1);
        writable(before).add(item, weight);
        writable(item).add(before, settings.backward() * weight);
      }
    }
    counters.addVisit(item);
    visitor.add(item);
  }

  /**
   * @param lastItems keys, newest first
   * @param ordinals of the keys
   */
  SourceAnswer answer(String source, long[] lastItems, OrdinalMap ordinals, int count) {
    int used = Math.min(lastItems.length, LAST_ITEMS);
    @Nullable Neighbours[] rows = new Neighbours[used];
    int capacity = used;
    for (int i = 0; i < used; i++) {
      int row = ordinals.get(lastItems[i]);
      Neighbours neighbours = row == OrdinalMap.NONE ? null : read(row);
      rows[i] = neighbours;
      capacity += neighbours == null ? 0 : neighbours.size();
    }
    ScoreSums sums = new ScoreSums(capacity);
    for (int i = 0; i < used; i++) {
      Neighbours neighbours = rows[i];
      if (neighbours != null) {
        int visits = counters.visits(ordinals.get(lastItems[i]));
        sums.from(i, (float) (Math.pow(DECAY, i) / Math.sqrt(visits + 20.0)));
        neighbours.forEach(sums);
      }
    }
    for (long item : lastItems) {
      sums.remove(ordinals.get(item));
    }
    return sums.best(source, lastItems, counters, count);
  }

  private @Nullable Neighbours read(int row) {
    @Nullable Neighbours[][] current = chunks;
    int chunk = row >> CHUNK_BITS;
    return chunk < current.length
        ? (Neighbours) ROWS.getAcquire(current[chunk], row & CHUNK_MASK)
        : null;
  }

  private Neighbours writable(int row) {
    Neighbours present = read(row);
    if (present != null) {
      return present;
    }
    int chunk = row >> CHUNK_BITS;
    if (chunk >= chunks.length) {
      int known = chunks.length;
      @Nullable Neighbours[][] next = Arrays.copyOf(chunks, chunk + 1);
      for (int i = known; i <= chunk; i++) {
        next[i] = new Neighbours[1 << CHUNK_BITS];
      }
      chunks = next;
    }
    Neighbours created = new Neighbours(settings.neighbours());
    ROWS.setRelease(chunks[chunk], row & CHUNK_MASK, created);
    return created;
  }
}
