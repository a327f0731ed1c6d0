package reco.index;

import java.util.Arrays;

/**
 * Room for {@value #ITEMS} items. The int8 codes lie dimension by dimension, {@value #ITEMS} items
 * side by side: one SIMD lane scores one item, and nothing is summed across lanes. The float32
 * vectors stand beside them for re-scoring.
 *
 * <p>A lane is written once: an item in a lane that already held one needs a copy of the block. So
 * whoever knows which lanes were filled at its moment may read these while others are being filled,
 * and never meets half a change.
 */
final class Int8Block {
  static final int ITEMS = 32;

  /** Headers of a block's objects, and the reference to it. */
  private static final int OVERHEAD_BYTES = 124;

  private static final float[] NO_OFFSETS = new float[ITEMS];

  private final int dimension;
  private final byte[] codes;
  private final float[] scales;
  private final long[] itemKeys;
  private final float[] vectors;
  private float[] offsets;
  private int written;

  /**
   * An empty block.
   *
   * @param keepsVectors false where scores by the codes are good enough
   */
  Int8Block(int dimension, boolean keepsVectors) {
    this.dimension = dimension;
    codes = new byte[ITEMS * Int8.padded(dimension)];
    scales = new float[ITEMS];
    itemKeys = new long[ITEMS];
    vectors = new float[keepsVectors ? ITEMS * dimension : 0];
    offsets = NO_OFFSETS;
  }

  private Int8Block(Int8Block other) {
    dimension = other.dimension;
    codes = other.codes.clone();
    scales = other.scales.clone();
    itemKeys = other.itemKeys.clone();
    vectors = other.vectors.clone();
    offsets = other.offsets == NO_OFFSETS ? NO_OFFSETS : other.offsets.clone();
    written = other.written;
  }

  /** Bytes of a block, without the float32 vectors. */
  static int bytes(int dimension) {
    return OVERHEAD_BYTES + ITEMS * (Int8.padded(dimension) + Long.BYTES + Float.BYTES);
  }

  long itemKey(int lane) {
    return itemKeys[lane];
  }

  /** A copy of the float32 vector of a lane. */
  float[] vector(int lane) {
    return Arrays.copyOfRange(vectors, lane * dimension, (lane + 1) * dimension);
  }

  /** The score of a lane's item by its float32 vector. */
  float score(Metric metric, float[] query, int lane) {
    return metric.score(query, vectors, lane * dimension);
  }

  /** This block if the lane is new, else a copy, with the item in it. */
  Int8Block with(int lane, long itemKey, float[] vector, float offset) {
    var block = lane < written ? new Int8Block(this) : this;
    block.write(lane, itemKey, vector, offset);
    return block;
  }

  /**
   * Scores all lanes against a query, up to the query's scale.
   *
   * @param query padded as this block's codes
   * @param threshold least score of interest
   * @param scores where the score of each lane is left; that of a lane without an item means
   *     nothing
   * @return bit i is set if lane i reaches the threshold
   */
  int scan(Int8Query query, float threshold, float[] scores) {
    return Int8Kernel.scan(codes, scales, offsets, query, threshold, scores);
  }

  private void write(int lane, long itemKey, float[] vector, float offset) {
    written = Math.max(written, lane + 1);
    double codesPerUnit = Int8.codesPerUnit(vector);
    for (int d = 0; d < dimension; d++) {
      codes[d * ITEMS + lane] = Int8.code(vector[d], codesPerUnit);
    }
    scales[lane] = Int8.scale(codesPerUnit);
    itemKeys[lane] = itemKey;
    if (vectors.length > 0) {
      System.arraycopy(vector, 0, vectors, lane * dimension, dimension);
    }
    if (offset != 0 && offsets == NO_OFFSETS) {
      offsets = new float[ITEMS];
    }
    if (offsets != NO_OFFSETS) {
      offsets[lane] = offset;
    }
  }
}
