package reco.index;

import java.util.Arrays;

/**
 * Up to {@value #ITEMS} items; immutable to its readers, so that a searcher never meets half a
 * change. The int8 codes lie dimension by dimension, {@value #ITEMS} items side by side: one SIMD
 * lane scores one item, and nothing is summed across lanes. The float32 vectors stand beside them
 * for re-scoring.
 *
 * <p>A lane without an item has the scale NaN: its score is NaN, and reaches no threshold. So an
 * item may be put into a lane that never held one while others read the block before it: they share
 * its {@link Lanes}, and the scale alone tells the two apart.
 */
final class Int8Block {
  static final int ITEMS = 32;

  /** Headers and references of a block's objects. */
  private static final int OVERHEAD_BYTES = 144;

  private static final float[] NO_OFFSETS = new float[ITEMS];

  private final Lanes lanes;
  private final float[] scales;
  private final float[] offsets;

  private Int8Block(Lanes lanes, float[] scales, float[] offsets) {
    this.lanes = lanes;
    this.scales = scales;
    this.offsets = offsets;
  }

  /**
   * @param keepsVectors false where scores by the codes are good enough
   */
  static Int8Block empty(int dimension, boolean keepsVectors) {
    var scales = new float[ITEMS];
    Arrays.fill(scales, Float.NaN);
    return new Int8Block(new Lanes(dimension, keepsVectors), scales, NO_OFFSETS);
  }

  /** Bytes of a block, without the float32 vectors. */
  static int bytes(int dimension) {
    return OVERHEAD_BYTES + ITEMS * (Int8.padded(dimension) + Long.BYTES + Float.BYTES);
  }

  long itemKey(int lane) {
    return lanes.itemKeys[lane];
  }

  /** A copy of the float32 vector of a lane. */
  float[] vector(int lane) {
    return Arrays.copyOfRange(lanes.vectors, lane * lanes.dimension, (lane + 1) * lanes.dimension);
  }

  /** The score of a lane's item by its float32 vector. */
  float score(Metric metric, float[] query, int lane) {
    return metric.score(query, lanes.vectors, lane * lanes.dimension);
  }

  /** This block with an item in the lane, its offset as the metric wants it. */
  Int8Block with(int lane, long itemKey, float[] vector, float offset) {
    double codesPerUnit = Int8.codesPerUnit(vector);
    var nextScales = scales.clone();
    nextScales[lane] = Int8.scale(codesPerUnit);
    var nextOffsets = offset == 0 && offsets == NO_OFFSETS ? NO_OFFSETS : offsets.clone();
    if (nextOffsets != NO_OFFSETS) {
      nextOffsets[lane] = offset;
    }
    return new Int8Block(lanes.with(lane, itemKey, vector, codesPerUnit), nextScales, nextOffsets);
  }

  /** This block without the item of the lane. */
  Int8Block without(int lane) {
    var nextScales = scales.clone();
    nextScales[lane] = Float.NaN;
    return new Int8Block(lanes, nextScales, offsets);
  }

  /**
   * Scores all items against a query, up to the query's scale.
   *
   * @param query padded as this block's codes
   * @param threshold least score of interest
   * @param scores where the score of each lane is left; NaN for a lane without an item
   * @return bit i is set if lane i reaches the threshold
   */
  int scan(Int8Query query, float threshold, float[] scores) {
    return Int8Kernel.scan(lanes.codes, scales, offsets, query, threshold, scores);
  }

  /** What blocks share. A lane that was written is not written again. */
  private static final class Lanes {
    private final int dimension;
    private final long[] itemKeys;
    private final float[] vectors;
    private final byte[] codes;
    private int written;

    Lanes(int dimension, boolean keepsVectors) {
      this.dimension = dimension;
      itemKeys = new long[ITEMS];
      vectors = new float[keepsVectors ? ITEMS * dimension : 0];
      codes = new byte[ITEMS * Int8.padded(dimension)];
    }

    private Lanes(Lanes other) {
      dimension = other.dimension;
      itemKeys = other.itemKeys.clone();
      vectors = other.vectors.clone();
      codes = other.codes.clone();
      written = other.written;
    }

    /** These lanes if the given one is new, else a copy of them, with the item in it. */
    Lanes with(int lane, long itemKey, float[] vector, double codesPerUnit) {
      var next = lane < written ? new Lanes(this) : this;
      next.written = Math.max(next.written, lane + 1);
      next.itemKeys[lane] = itemKey;
      if (next.vectors.length > 0) {
        System.arraycopy(vector, 0, next.vectors, lane * dimension, dimension);
      }
      for (int d = 0; d < dimension; d++) {
        next.codes[d * ITEMS + lane] = Int8.code(vector[d], codesPerUnit);
      }
      return next;
    }
  }
}
