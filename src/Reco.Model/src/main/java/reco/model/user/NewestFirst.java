package reco.model.user;

import java.util.Arrays;

/** Columns whose rows stand by time, newest first, in arrays that are never written again. */
final class NewestFirst {
  private NewestFirst() {}

  /** Where a row of that time goes: before the first row that is not newer. */
  static int position(long[] times, long timeMillis) {
    int at = 0;
    while (at < times.length && times[at] > timeMillis) {
      at++;
    }
    return at;
  }

  static boolean isSorted(long[] times) {
    for (int i = 1; i < times.length; i++) {
      if (times[i] > times[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** With one more value; at the capacity the last one gives way. */
  static long[] insert(long[] column, int at, long value, int capacity) {
    var longer = Arrays.copyOf(column, Math.min(column.length + 1, capacity));
    System.arraycopy(column, at, longer, at + 1, longer.length - at - 1);
    longer[at] = value;
    return longer;
  }

  static float[] insert(float[] column, int at, float value, int capacity) {
    var longer = Arrays.copyOf(column, Math.min(column.length + 1, capacity));
    System.arraycopy(column, at, longer, at + 1, longer.length - at - 1);
    longer[at] = value;
    return longer;
  }

  static byte[] insert(byte[] column, int at, byte value, int capacity) {
    var longer = Arrays.copyOf(column, Math.min(column.length + 1, capacity));
    System.arraycopy(column, at, longer, at + 1, longer.length - at - 1);
    longer[at] = value;
    return longer;
  }

  static long[] remove(long[] column, int at) {
    var shorter = Arrays.copyOf(column, column.length - 1);
    System.arraycopy(column, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }

  /** Checks what a stored record gave; throws IllegalArgumentException. */
  static void require(String name, long[] times, int capacity) {
    if (times.length > capacity) {
      throw new IllegalArgumentException(
          "%s: got %d rows, expected at most %d".formatted(name, times.length, capacity));
    }
    if (!isSorted(times)) {
      throw new IllegalArgumentException(name + ": got rows out of order, expected newest first");
    }
  }

  static void requireLength(String name, int expected, int length) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "%s: got %d values, expected one a row (%d)".formatted(name, length, expected));
    }
  }
}
