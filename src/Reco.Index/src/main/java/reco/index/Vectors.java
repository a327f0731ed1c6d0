package reco.index;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Limits of vectors, their check, and what is computed of them in float32. */
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

  static void requireDimension(float[] vector, int dimension) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          "got a vector of %d components, expected %d".formatted(vector.length, dimension));
    }
  }

  static void requireComponents(float[] vector) {
    for (int d = 0; d < vector.length; d++) {
      if (!(Math.abs(vector[d]) <= MAX_MAGNITUDE)) { // written so that NaN fails
        throw new IllegalArgumentException(
            "got %s as component %d, expected a finite number of magnitude at most %s"
                .formatted(vector[d], d, MAX_MAGNITUDE));
      }
    }
  }

  /** Scales a vector to length 1; a zero vector stays as it is. */
  static void normalise(float[] vector) {
    double length = Math.sqrt(squaredLength(vector));
    if (length > 0) {
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) (vector[d] / length);
      }
    }
  }

  static double squaredLength(float[] vector) {
    double sum = 0;
    for (float component : vector) {
      sum += (double) component * component;
    }
    return sum;
  }

  /**
   * Inner product of a vector with the components in {@code rows} from {@code at} on, to the same
   * bits on every run and every CPU: sixteen partial sums, added up in a fixed order, without fused
   * multiply-add.
   */
  static float innerProduct(float[] a, float[] rows, int at) {
    var sum0 = FloatVector.zero(FLOATS);
    var sum1 = sum0;
    var sum2 = sum0;
    var sum3 = sum0;
    int d = 0;
    for (; d <= a.length - STEP; d += STEP) {
      sum0 = sum0.add(from(a, d).mul(from(rows, at + d)));
      sum1 = sum1.add(from(a, d + LANES).mul(from(rows, at + d + LANES)));
      sum2 = sum2.add(from(a, d + 2 * LANES).mul(from(rows, at + d + 2 * LANES)));
      sum3 = sum3.add(from(a, d + 3 * LANES).mul(from(rows, at + d + 3 * LANES)));
    }
    float sum = sum(sum0.add(sum1).add(sum2.add(sum3)));
    for (; d < a.length; d++) {
      sum += a[d] * rows[at + d];
    }
    return sum;
  }

  /** Squared Euclidean distance, as reproducible as the inner product. */
  static float squaredDistance(float[] a, float[] rows, int at) {
    var sums = FloatVector.zero(FLOATS);
    int d = 0;
    for (; d <= a.length - LANES; d += LANES) {
      var difference = from(a, d).sub(from(rows, at + d));
      sums = sums.add(difference.mul(difference));
    }
    float sum = sum(sums);
    for (; d < a.length; d++) {
      float difference = a[d] - rows[at + d];
      sum += difference * difference;
    }
    return sum;
  }

  private static FloatVector from(float[] components, int at) {
    return FloatVector.fromArray(FLOATS, components, at);
  }

  private static float sum(FloatVector sums) {
    return (sums.lane(0) + sums.lane(1)) + (sums.lane(2) + sums.lane(3));
  }
}
