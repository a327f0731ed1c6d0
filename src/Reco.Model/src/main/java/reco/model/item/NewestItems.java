package reco.model.item;

import java.util.Arrays;

/**
 * The items published last, newest first, up to {@value #CAPACITY}; those of the future too, which
 * are passed over until their time comes. Immutable.
 */
final class NewestItems {
  static final int CAPACITY = 2048;
  static final NewestItems NONE = new NewestItems(new long[0], new long[0]);

  private final long[] publishMillis;
  private final long[] keys;

  private NewestItems(long[] publishMillis, long[] keys) {
    this.publishMillis = publishMillis;
    this.keys = keys;
  }

  int size() {
    return keys.length;
  }

  /** With an item that is not here yet; the oldest gives way at the capacity. */
  NewestItems with(long publish, long key) {
    int at = position(publish, key);
    if (at == CAPACITY) {
      return this;
    }
    int size = Math.min(keys.length + 1, CAPACITY);
    return new NewestItems(
        inserted(publishMillis, at, publish, size), inserted(keys, at, key, size));
  }

  NewestItems without(long publish, long key) {
    int at = position(publish, key);
    boolean here = at < keys.length && publishMillis[at] == publish && keys[at] == key;
    return here ? new NewestItems(removed(publishMillis, at), removed(keys, at)) : this;
  }

  /** Up to so many keys, published at or before a time, newest first. */
  long[] until(long nowMillis, int count) {
    int from = position(nowMillis, Long.MIN_VALUE);
    return Arrays.copyOfRange(keys, from, Math.min(keys.length, from + count));
  }

  /** Where an item stands or would stand: by time descending, then by key ascending. */
  private int position(long publish, long key) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean before =
          publishMillis[middle] > publish
              || (publishMillis[middle] == publish && keys[middle] < key);
      low = before ? middle + 1 : low;
      high = before ? high : middle;
    }
    return low;
  }

  private static long[] inserted(long[] from, int at, long value, int size) {
    long[] to = new long[size];
    System.arraycopy(from, 0, to, 0, at);
    to[at] = value;
    System.arraycopy(from, at, to, at + 1, size - at - 1);
    return to;
  }

  private static long[] removed(long[] from, int at) {
    long[] to = new long[from.length - 1];
    System.arraycopy(from, 0, to, 0, at);
    System.arraycopy(from, at + 1, to, at, to.length - at);
    return to;
  }
}
