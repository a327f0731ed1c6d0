package reco.model.features;

/** Brings raw numbers into the range that rankers like; the same bits on every machine. */
final class Scale {
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double SQRT2 = 0x1.6a09e667f3bcdp0;
  private static final long MANTISSA = 0x000F_FFFF_FFFF_FFFFL;
  private static final long ONE = 0x3FF0_0000_0000_0000L;
  private static final double LARGEST = 1e6;

  private Scale() {}

  /**
   * ln(1 + x), 0 for x below 0. A plain sequence of IEEE operations, several times faster than
   * StrictMath: 1 + x = 2^e * m, and ln m is the series of 2 artanh((m - 1) / (m + 1)); within
   * 1e-9.
   */
  static double log(double x) {
    if (!(x > 0)) {
      return 0;
    }
    long bits = Double.doubleToRawLongBits(Math.min(1 + x, Double.MAX_VALUE));
    int exponent = (int) (bits >> 52) - 1023;
    double mantissa = Double.longBitsToDouble((bits & MANTISSA) | ONE);
    if (mantissa > SQRT2) {
      mantissa *= 0.5;
      exponent++;
    }
    double t = (mantissa - 1) / (mantissa + 1);
    double s = t * t;
    double series = 1 + s * (1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s * (1.0 / 9 + s / 11))));
    return exponent * LN2 + 2 * t * series;
  }

  /** {@link #log} of the size, with the sign. */
  static double signedLog(double x) {
    return x < 0 ? -log(-x) : log(x);
  }

  /** log of a time in some unit; a time ahead counts as none. */
  static double logTime(long millis, long unitMillis) {
    return log(millis / (double) unitMillis);
  }

  /** part of a whole, 0 where there is no whole. */
  static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  /** hits of trials, drawn to the prior as if it had been seen {@code weight} times; 0 to 1. */
  static double rate(double hits, double trials, double prior, double weight) {
    return Math.min(1, (hits + prior * weight) / (trials + weight));
  }

  static double flag(boolean value) {
    return value ? 1 : 0;
  }

  /** As a feature is handed over: not a number counts as 0, and nothing is larger than 1e6. */
  static float finite(double value) {
    return Double.isNaN(value) ? 0f : (float) Math.max(-LARGEST, Math.min(LARGEST, value));
  }
}
