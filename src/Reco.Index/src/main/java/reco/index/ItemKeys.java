package reco.index;

import java.util.Arrays;

/** A set of item keys, made once and read by any number of searches. */
public final class ItemKeys {
  private final long[] sorted;

  private ItemKeys(long[] sorted) {
    this.sorted = sorted;
  }

  /** The set of these keys. */
  public static ItemKeys of(long... itemKeys) {
    return new ItemKeys(Arrays.stream(itemKeys).sorted().distinct().toArray());
  }

  /** Number of keys. */
  public int size() {
    return sorted.length;
  }

  /** The i-th key, in ascending order. */
  long get(int i) {
    return sorted[i];
  }

  /** Whether the key is in the set. */
  public boolean contains(long itemKey) {
    return Arrays.binarySearch(sorted, itemKey) >= 0;
  }
}
