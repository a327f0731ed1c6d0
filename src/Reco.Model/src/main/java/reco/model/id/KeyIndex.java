package reco.model.id;

import java.util.Arrays;

/** From a key to its row: an immutable open-addressing table over distinct longs. */
public final class KeyIndex {
  private static final int ABSENT = -1;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final long[] keys;
  private final int[] rows;
  private final int shift;

  private KeyIndex(long[] keys) {
    int bits = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(keys.length) + 1);
    this.keys = keys;
    this.rows = new int[1 << bits];
    this.shift = Long.SIZE - bits;
    Arrays.fill(rows, ABSENT);
    for (int row = 0; row < keys.length; row++) {
      int slot = slotOf(keys[row]);
      if (rows[slot] != ABSENT) {
        throw new IllegalArgumentException("keys: got " + keys[row] + " twice, expected once");
      }
      rows[slot] = row;
    }
  }

  /**
   * The rows of these keys, in their order; the array becomes the index's own.
   *
   * @throws IllegalArgumentException where a key stands twice
   */
  public static KeyIndex of(long[] keys) {
    return new KeyIndex(keys);
  }

  public int size() {
    return keys.length;
  }

  /** The row of a key, -1 where there is none. */
  public int row(long key) {
    return rows[slotOf(key)];
  }

  /** The slot that has the key, else the empty one where it would go. */
  private int slotOf(long key) {
    int slot = (int) ((key * SPREAD) >>> shift);
    while (rows[slot] != ABSENT && keys[rows[slot]] != key) {
      slot = (slot + 1) & (rows.length - 1);
    }
    return slot;
  }
}
