package reco.protocol;

import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/** Packed repeated fields as arrays, nothing boxed. */
final class Columns {
  private Columns() {}

  /** Reads one value of a float field. */
  interface Floats {
    float at(int index);
  }

  static long[] longs(int count, IntToLongFunction at) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = at.applyAsLong(i);
    }
    return values;
  }

  static int[] ints(int count, IntUnaryOperator at) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = at.applyAsInt(i);
    }
    return values;
  }

  static float[] floats(int count, Floats at) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = at.at(i);
    }
    return values;
  }
}
