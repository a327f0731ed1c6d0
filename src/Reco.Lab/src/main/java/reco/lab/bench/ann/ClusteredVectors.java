package reco.lab.bench.ann;

import java.util.Random;
import reco.index.Metric;

/**
 * Vectors of three levels, as embeddings of a catalogue lie: themes, groups in a theme, items in a
 * group, each spread around the one above by a normal distribution in every dimension. A function
 * of the seed.
 */
final class ClusteredVectors {
  private static final int DIMENSION = 128;
  private static final int THEMES = 50;
  private static final int GROUPS_PER_THEME = 40;
  private static final float GROUP_SPREAD = .7f;
  private static final float ITEM_SPREAD = .5f;
  private static final int TUNING_QUERIES = 256;

  private final Random random;
  private final float[][] groups = new float[THEMES * GROUPS_PER_THEME][];

  private ClusteredVectors(long seed) {
    random = new Random(seed);
    for (int theme = 0; theme < THEMES; theme++) {
      var centre = around(new float[DIMENSION], 1);
      for (int group = 0; group < GROUPS_PER_THEME; group++) {
        groups[theme * GROUPS_PER_THEME + group] = around(centre, GROUP_SPREAD);
      }
    }
  }

  static VectorSet set(String name, int items, int queries, int k, long seed) {
    var vectors = new ClusteredVectors(seed);
    return new VectorSet(
        name,
        Metric.COSINE,
        vectors.draw(items),
        vectors.draw(TUNING_QUERIES),
        vectors.draw(queries),
        k);
  }

  private float[][] draw(int count) {
    var drawn = new float[count][];
    for (int i = 0; i < count; i++) {
      drawn[i] = unit(around(groups[random.nextInt(groups.length)], ITEM_SPREAD));
    }
    return drawn;
  }

  private float[] around(float[] centre, float spread) {
    var vector = centre.clone();
    for (int d = 0; d < vector.length; d++) {
      vector[d] += spread * (float) random.nextGaussian();
    }
    return vector;
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float component : vector) {
      squares += component * component;
    }
    for (int d = 0; d < vector.length; d++) {
      vector[d] = (float) (vector[d] / Math.sqrt(squares));
    }
    return vector;
  }
}
