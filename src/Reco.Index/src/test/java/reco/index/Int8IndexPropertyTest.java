package reco.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class Int8IndexPropertyTest {
  /** Integers up to the largest code pass int8 unharmed, so that here nothing may be missed. */
  @Property(tries = 200)
  void anyUpsertsAndDeletesLeaveWhatBruteForceFinds(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 1024) int dimension,
      @ForAll @IntRange(max = 400) int changes,
      @ForAll @IntRange(max = 120) int k) {
    var random = new Random(seed);
    var index = Int8Index.exact(dimension);
    var truth = new BruteForce();
    for (int i = 0; i < changes; i++) {
      change(random, dimension, index, truth);
    }
    var query = lossless(random, dimension);
    int modulus = 1 + random.nextInt(4);

    var hits = index.search(query, k, ItemFilter.matching(key -> key % modulus == 0));

    assertThat(hits.itemKeys()).isEqualTo(truth.search(query, k, key -> key % modulus == 0));
    for (int i = 0; i < hits.size(); i++) {
      assertThat((double) hits.scores()[i]).isEqualTo(truth.score(query, hits.itemKeys()[i]));
    }
    assertThat(index.size()).isEqualTo(truth.size());
  }

  @Property(tries = 100)
  void theShortlistMissesNothingOfVectorsThatInt8Rounds(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int dimension) {
    var random = new Random(seed);
    var index = Int8Index.exact(dimension);
    var truth = new BruteForce();
    for (int i = 0; i < 300; i++) {
      var vector = gaussian(random, dimension);
      index.upsert(i, vector);
      truth.upsert(i, vector);
    }
    var query = gaussian(random, dimension);

    var hits = index.search(query, 20);

    var expected = truth.search(query, 20, _ -> true);
    for (int i = 0; i < expected.length; i++) {
      double score = truth.score(query, expected[i]);
      assertThat((double) hits.scores()[i])
          .isCloseTo(score, org.assertj.core.data.Offset.offset(1e-4 * (1 + Math.abs(score))));
    }
  }

  private static void change(Random random, int dimension, VectorIndex index, BruteForce truth) {
    long key = random.nextInt(150) - 20;
    if (random.nextInt(3) == 0) {
      assertThat(index.delete(key)).isEqualTo(truth.delete(key));
    } else {
      var vector = lossless(random, dimension);
      index.upsert(key, vector);
      truth.upsert(key, vector);
    }
  }

  /** Few distinct values, so that ties are common; one component has the largest code. */
  private static float[] lossless(Random random, int dimension) {
    var vector = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      vector[d] = random.nextInt(-1, 2) * (dimension < 4 ? Int8.MAX_CODE : 1);
    }
    vector[random.nextInt(dimension)] = random.nextBoolean() ? Int8.MAX_CODE : -Int8.MAX_CODE;
    return vector;
  }

  private static float[] gaussian(Random random, int dimension) {
    var vector = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      vector[d] = (float) random.nextGaussian();
    }
    return vector;
  }
}
