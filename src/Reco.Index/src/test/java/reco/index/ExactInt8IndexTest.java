package reco.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactInt8IndexTest {
  private final ExactInt8Index index = new ExactInt8Index(3);

  @Test
  void anEmptyIndexFindsNothing() {
    assertThat(index.search(new float[] {1, 2, 3}, 10)).isEqualTo(Hits.none());
    assertThat(index.size()).isZero();
    assertThat(index.sequence()).isZero();
  }

  @Test
  void theNearestComesFirstAndScoresAreInnerProducts() {
    index.upsert(7, new float[] {1, 0, 0});
    index.upsert(8, new float[] {0.5f, 2, 0});

    assertThat(index.search(new float[] {1, 1, 1}, 10))
        .isEqualTo(new Hits(new long[] {8, 7}, new float[] {2.5f, 1}));
  }

  @Test
  void anUpdateReplacesTheVectorAtOnce() {
    index.upsert(7, new float[] {1, 0, 0});
    index.upsert(7, new float[] {0, 3, 0});

    assertThat(index.search(new float[] {1, 1, 1}, 10))
        .isEqualTo(new Hits(new long[] {7}, new float[] {3}));
    assertThat(index.size()).isOne();
    assertThat(index.sequence()).isEqualTo(2);
  }

  @Test
  void aDeletedItemIsNeverFoundAgain() {
    index.upsert(7, new float[] {1, 0, 0});
    index.upsert(8, new float[] {2, 0, 0});

    assertThat(index.delete(7)).isTrue();
    assertThat(index.delete(7)).isFalse();
    assertThat(index.search(new float[] {1, 1, 1}, 10).itemKeys()).containsExactly(8);
    assertThat(index.sequence()).isEqualTo(3);
  }

  @Test
  void theIndexKeepsItsOwnCopyOfAVector() {
    var vector = new float[] {1, 0, 0};
    index.upsert(7, vector);

    vector[0] = 100;

    assertThat(index.search(new float[] {1, 0, 0}, 1).scores()).containsExactly(1);
  }

  @Test
  void rejectedItemsLeaveTheirPlacesToTheNextBest() {
    for (int i = 0; i < 1000; i++) {
      index.upsert(i, new float[] {i, 1, 0});
    }

    assertThat(index.search(new float[] {1, 0, 0}, 3, key -> key % 100 == 7).itemKeys())
        .containsExactly(907, 807, 707);
    assertThat(index.search(new float[] {1, 0, 0}, 3, _ -> false)).isEqualTo(Hits.none());
  }

  @Test
  void amongManyEqualItemsTheSmallestKeysWin() {
    for (int i = 5_000; i > 0; i--) {
      index.upsert(i, new float[] {0, 0, 0});
    }

    assertThat(index.search(new float[] {1, 2, 3}, 4).itemKeys()).containsExactly(1, 2, 3, 4);
    assertThat(index.search(new float[] {0, 0, 0}, 2).itemKeys()).containsExactly(1, 2);
  }

  @Test
  void aPredicateMaySearchTheSameIndex() {
    index.upsert(1, new float[] {1, 0, 0});
    index.upsert(2, new float[] {2, 0, 0});
    var query = new float[] {1, 0, 0};

    var found = index.search(query, 2, key -> index.search(query, 1).itemKeys()[0] != key);

    assertThat(found).isEqualTo(new Hits(new long[] {1}, new float[] {1}));
  }

  @Test
  void theSameVectorsGiveTheSameBitsInWhateverOrderTheyCame() {
    var random = new Random(42);
    var keys = new ArrayList<>(IntStream.range(0, 2_000).boxed().toList());
    var vectors = keys.stream().map(_ -> gaussian(random, 50)).toList();
    var first = indexOf(keys, vectors);
    Collections.shuffle(keys, random);
    var second = indexOf(keys, vectors);
    second.upsert(-1, vectors.getFirst());
    second.delete(-1);

    for (int q = 0; q < 50; q++) {
      var query = gaussian(random, 50);
      var expected = first.search(query, 30);
      assertThat(first.search(query, 30)).isEqualTo(expected);
      assertThat(second.search(query, 30)).isEqualTo(expected);
    }
  }

  @Test
  void wrongLengthIsRefusedWithGotAndExpected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.upsert(1, new float[4]))
        .withMessage("got a vector of 4 components, expected 3");
    assertThatIllegalArgumentException().isThrownBy(() -> index.search(new float[2], 1));
    assertThat(index.sequence()).isZero();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e17f})
  void aComponentThatWouldSpoilScoresIsRefused(float component) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.upsert(1, new float[] {0, component, 0}))
        .withMessageStartingWith("got " + component + " as component 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.search(new float[] {component, 0, 0}, 1));
    assertThat(index.size()).isZero();
  }

  @Test
  void theLargestAndSmallestComponentsStillGiveFiniteScores() {
    index.upsert(1, new float[] {Vectors.MAX_MAGNITUDE, 0, 0});
    index.upsert(2, new float[] {Float.MIN_VALUE, 0, 0});
    index.upsert(3, new float[] {-Vectors.MAX_MAGNITUDE, 0, 0});

    var hits = index.search(new float[] {Vectors.MAX_MAGNITUDE, 0, 0}, 3);

    assertThat(hits.itemKeys()).containsExactly(1, 2, 3);
    assertThat(hits.scores()[0]).isFinite();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1025})
  void aDimensionOutOfBoundsIsRefused(int dimension) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExactInt8Index(dimension))
        .withMessage("got dimension %d, expected 1 to 1024".formatted(dimension));
  }

  @Test
  void kMayBeZeroOrHugeButNotNegative() {
    index.upsert(1, new float[] {1, 0, 0});

    assertThat(index.search(new float[] {1, 0, 0}, 0)).isEqualTo(Hits.none());
    assertThat(index.search(new float[] {1, 0, 0}, Integer.MAX_VALUE).size()).isOne();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.search(new float[] {1, 0, 0}, -1))
        .withMessage("got k -1, expected 0 or more");
  }

  @Test
  void memoryPerVectorIsMostlyTheVectorTwice() {
    assertThat(new ExactInt8Index(128).bytesPerVector()).isBetween(5 * 128, 6 * 128);
  }

  private static ExactInt8Index indexOf(List<Integer> keys, List<float[]> vectors) {
    var index = new ExactInt8Index(vectors.getFirst().length);
    keys.forEach(key -> index.upsert(key, vectors.get(key)));
    return index;
  }

  private static float[] gaussian(Random random, int dimension) {
    var vector = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      vector[d] = (float) random.nextGaussian();
    }
    return vector;
  }
}
