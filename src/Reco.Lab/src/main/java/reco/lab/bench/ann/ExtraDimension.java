package reco.lab.bench.ann;

import java.util.Arrays;
import reco.index.Metric;

/**
 * Makes unit vectors of vectors that are compared by inner product, which a graph can walk: one
 * component more holds what is missing to the longest, so that cosines order as the products do.
 * Vectors compared by cosine have length 1 and stay as they are.
 *
 * @param longest length of the longest item; 0 where nothing is to be done
 */
record ExtraDimension(double longest) {
  static ExtraDimension of(VectorSet set) {
    return new ExtraDimension(
        set.metric() == Metric.COSINE
            ? 0
            : Arrays.stream(set.items()).mapToDouble(ExtraDimension::length).max().orElse(1));
  }

  float[] item(float[] vector) {
    double length = length(vector);
    return extended(vector, longest, Math.sqrt(Math.max(0, longest * longest - length * length)));
  }

  float[] query(float[] vector) {
    return extended(vector, length(vector), 0);
  }

  private float[] extended(float[] vector, double divisor, double last) {
    if (longest == 0) {
      return vector;
    }
    var extended = Arrays.copyOf(vector, vector.length + 1);
    extended[vector.length] = (float) last;
    for (int d = 0; d < extended.length; d++) {
      extended[d] = (float) (extended[d] / divisor);
    }
    return extended;
  }

  private static double length(float[] vector) {
    double squares = 0;
    for (float component : vector) {
      squares += (double) component * component;
    }
    return Math.sqrt(squares);
  }
}
