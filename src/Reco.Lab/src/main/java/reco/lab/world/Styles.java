package reco.lab.world;

import java.util.random.RandomGenerator;

/** Vectors of {@link Work#STYLES} for what a genre does not say. */
final class Styles {
  private Styles() {}

  static double[] draw(RandomGenerator random, double deviation) {
    return near(new double[Work.STYLES], random, deviation);
  }

  static double[] near(double[] centre, RandomGenerator random, double deviation) {
    var style = new double[centre.length];
    for (int i = 0; i < style.length; i++) {
      style[i] = centre[i] + deviation * random.nextGaussian();
    }
    return style;
  }

  /** Inner product over the square root of the length. */
  static double match(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum / Math.sqrt(a.length);
  }
}
