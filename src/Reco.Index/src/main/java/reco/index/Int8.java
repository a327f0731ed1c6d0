package reco.index;

/**
 * Scalar quantisation of a vector to int8: {@code component = code * scale}, each vector with a
 * scale of its own. Codes stay within +-90, so that the sum of four products of codes (at most
 * 32,400) fits a short: the scan adds four in 16 bits before it widens.
 */
final class Int8 {
  static final int MAX_CODE = 90;

  /** Products of codes that fit a short together. */
  static final int GROUP = 4;

  private Int8() {}

  /** Dimensions as stored: a multiple of {@link #GROUP}, the surplus codes being 0. */
  static int padded(int dimension) {
    return (dimension + GROUP - 1) / GROUP * GROUP;
  }

  /** Codes per unit of the vector: what its components are multiplied by; 0 for a zero vector. */
  static double codesPerUnit(float[] vector) {
    float largest = 0;
    for (float component : vector) {
      largest = Math.max(largest, Math.abs(component));
    }
    return largest == 0 ? 0 : MAX_CODE / (double) largest;
  }

  /**
   * The nearest code; shifted above 0, where cutting off rounds down: Math.round takes far longer.
   */
  static byte code(float component, double codesPerUnit) {
    return (byte) ((int) (component * codesPerUnit + 128.5) - 128);
  }

  /** Size of one code step; 0 for a zero vector. */
  static float scale(double codesPerUnit) {
    return codesPerUnit == 0 ? 0 : (float) (1 / codesPerUnit);
  }
}
