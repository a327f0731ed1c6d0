package reco.index;

import java.util.Random;

/** Vectors around centres of their own, as embeddings of items lie. */
final class ClusteredVectors {
  private static final int CENTRES = 60;
  private static final float SPREAD = .5f;

  private final Random random;
  private final float[][] centres;

  ClusteredVectors(int dimension, long seed) {
    random = new Random(seed);
    centres = new float[CENTRES][];
    for (int c = 0; c < CENTRES; c++) {
      centres[c] = around(new float[dimension], 1);
    }
  }

  float[] next() {
    return around(centres[random.nextInt(CENTRES)], SPREAD);
  }

  private float[] around(float[] centre, float spread) {
    var vector = centre.clone();
    for (int d = 0; d < vector.length; d++) {
      vector[d] += spread * (float) random.nextGaussian();
    }
    return vector;
  }
}
