package reco.model.features;

/** Arithmetic on int8 rows: in whole numbers, so that sums do not depend on how lanes add. */
final class Embeddings {
  private Embeddings() {}

  static void widen(byte[] vectors, int offset, int[] to) {
    for (int d = 0; d < to.length; d++) {
      to[d] = vectors[offset + d];
    }
  }

  /** Inner product of vectors of the same length, of at most 1,024 products within 2^20. */
  static int dot(int[] left, int[] right) {
    int sum = 0;
    for (int d = 0; d < left.length; d++) {
      sum += left[d] * right[d];
    }
    return sum;
  }
}
