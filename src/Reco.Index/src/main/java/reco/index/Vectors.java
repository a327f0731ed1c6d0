package reco.index;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Limits of vectors, their check, and their inner product. */
public final class Vectors {
  /** Most components per vector. */
  public static final int MAX_DIMENSION = 1024;

  /** Largest magnitude of a component: an inner product of such vectors stays within a float. */
  public static final float MAX_MAGNITUDE = 1e16f;

  /** Every CPU with SIMD has this width, so the order of additions is the same on all of them. */
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_128;

  private static final int LANES = 4;
  private static final int STEP = 4 * LANES;

  private Vectors() {}

  static int requireDimension(int dimension) {
    if (dimension < 1 || dimension > MAX_DIMENSION) {
      throw new IllegalArgumentException(
          "got dimension %d, expected 1 to %d".formatted(dimension, MAX_DIMENSION));
    }
    return dimension;
  }

  static void requireVector(float[] vector, int dimension) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          "got a vector of %d components, expected %d".formatted(vector.length, dimension));
    }
    for (int d = 0; d < dimension; d++) {
      if (!(Math.abs(vector[d]) <= MAX_MAGNITUDE)) { // written so that NaN fails
        throw new IllegalArgumentException(
            "got %s as component %d, expected a finite number of magnitude at most %s"
                .formatted(vector[d], d, MAX_MAGNITUDE));
      }
    }
  }

  /**
   * Inner product of two vectors of one length, to the same bits on every run and every CPU:
   * sixteen partial sums, added up in a fixed order, without fused multiply-add.
   */
  static float innerProduct(float[] a, float[] b) {
    var sum0 = FloatVector.zero(FLOATS);
    var sum1 = sum0;
    var sum2 = sum0;
    var sum3 = sum0;
    int d = 0;
    for (; d <= a.length - STEP; d += STEP) {
      sum0 = sum0.add(products(a, b, d));
      sum1 = sum1.add(products(a, b, d + LANES));
      sum2 = sum2.add(products(a, b, d + 2 * LANES));
      sum3 = sum3.add(products(a, b, d + 3 * LANES));
    }
    var sums = sum0.add(sum1).add(sum2.add(sum3));
    float sum = (sums.lane(0) + sums.lane(1)) + (sums.lane(2) + sums.lane(3));
    for (; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }

  private static FloatVector products(float[] a, float[] b, int offset) {
    return FloatVector.fromArray(FLOATS, a, offset).mul(FloatVector.fromArray(FLOATS, b, offset));
  }
}
