package reco.index;

import java.util.Arrays;

/**
 * Up to {@value #ITEMS} items; immutable, so a searcher never meets half a change. The int8 codes
 * lie dimension by dimension, {@value #ITEMS} items side by side: one SIMD lane scores one item,
 * and nothing is summed across lanes. The float32 vectors stand beside them for re-scoring.
 *
 * <p>A lane without an item has the scale NaN: its score is NaN, and reaches no threshold.
 */
final class Int8Block {
  static final int ITEMS = 32;

  private static final float[] NO_VECTOR = {};

  private final long[] itemKeys;
  private final float[][] vectors;
  private final float[] scales;
  private final byte[] codes;

  private Int8Block(long[] itemKeys, float[][] vectors, float[] scales, byte[] codes) {
    this.itemKeys = itemKeys;
    this.vectors = vectors;
    this.scales = scales;
    this.codes = codes;
  }

  static Int8Block empty(int dimension) {
    var block =
        new Int8Block(
            new long[ITEMS],
            new float[ITEMS][],
            new float[ITEMS],
            new byte[ITEMS * Int8.padded(dimension)]);
    Arrays.fill(block.vectors, NO_VECTOR);
    Arrays.fill(block.scales, Float.NaN);
    return block;
  }

  long itemKey(int lane) {
    return itemKeys[lane];
  }

  /** The float32 vector of a lane; not to be written. */
  float[] vector(int lane) {
    return vectors[lane];
  }

  /** A copy of this block with an item in the lane; it keeps the array, which must not change. */
  Int8Block with(int lane, long itemKey, float[] vector) {
    var next = copy();
    next.itemKeys[lane] = itemKey;
    next.vectors[lane] = vector;
    double codesPerUnit = Int8.codesPerUnit(vector);
    next.scales[lane] = Int8.scale(codesPerUnit);
    for (int d = 0; d < vector.length; d++) {
      next.codes[d * ITEMS + lane] = Int8.code(vector[d], codesPerUnit);
    }
    return next;
  }

  /** A copy of this block without the item of the lane. */
  Int8Block without(int lane) {
    var next = copy();
    next.itemKeys[lane] = 0;
    next.vectors[lane] = NO_VECTOR;
    next.scales[lane] = Float.NaN;
    return next;
  }

  /**
   * Scores all items against a query, up to the query's scale.
   *
   * @param query codes of the query, padded as this block's
   * @param threshold least score of interest
   * @param scores where the score of each lane is left; NaN for a lane without an item
   * @return bit i is set if lane i reaches the threshold
   */
  int scan(short[] query, float threshold, float[] scores) {
    return Int8Kernel.scan(codes, scales, query, threshold, scores);
  }

  private Int8Block copy() {
    return new Int8Block(itemKeys.clone(), vectors.clone(), scales.clone(), codes.clone());
  }
}
