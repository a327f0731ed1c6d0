package reco.model.retrieval;

import java.util.Arrays;
import reco.model.id.KeyIndex;

/**
 * The trained vectors: a float32 row an item.
 *
 * @param values row-major
 */
record ItemVectors(KeyIndex rows, float[] values, int dimension) {
  static ItemVectors of(long[] keys, float[] values, int dimension) {
    if (dimension < 1 || values.length != (long) keys.length * dimension) {
      throw new IllegalArgumentException(
          "item vectors: got %d values for %d items of dimension %d, expected %d"
              .formatted(values.length, keys.length, dimension, (long) keys.length * dimension));
    }
    return new ItemVectors(KeyIndex.of(keys), values, dimension);
  }

  boolean has(long key) {
    return rows.row(key) >= 0;
  }

  float[] get(long key) {
    int row = rows.row(key);
    return Arrays.copyOfRange(values, row * dimension, (row + 1) * dimension);
  }

  /** Adds weight times an item's vector to a sum. */
  void addTo(float[] sum, long key, float weight) {
    int offset = rows.row(key) * dimension;
    for (int d = 0; d < dimension; d++) {
      sum[d] += weight * values[offset + d];
    }
  }
}
