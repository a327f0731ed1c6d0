package reco.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static reco.index.ItemFilter.matching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Int8IndexTest {
  private final Int8Index index = Int8Index.exact(3);

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

    assertThat(index.search(new float[] {1, 0, 0}, 3, matching(key -> key % 100 == 7)).itemKeys())
        .containsExactly(907, 807, 707);
    assertThat(index.search(new float[] {1, 0, 0}, 3, matching(_ -> false))).isEqualTo(Hits.none());
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

    var found =
        index.search(query, 2, matching(key -> index.search(query, 1).itemKeys()[0] != key));

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
        .isThrownBy(() -> Int8Index.exact(dimension))
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
  void memoryIsToldWithAndWithoutTheFloat32Vectors() {
    var vectors = Int8Index.exact(128);
    for (int i = 0; i < 10_000; i++) {
      vectors.upsert(i, new float[128]);
    }

    var statistics = vectors.statistics();

    assertThat(statistics.kind()).isEqualTo("exact");
    assertThat(statistics.items()).isEqualTo(10_000);
    assertThat(statistics.bytes() / 10_000).isBetween(140L, 160L);
    assertThat(statistics.vectorBytes() / 10_000).isBetween(512L, 520L);
  }

  @Test
  void cosineComparesDirectionsAlone() {
    var cosine = new Int8Index(2, IndexSettings.exact(Metric.COSINE), Runnable::run);
    cosine.upsert(1, new float[] {100, 100});
    cosine.upsert(2, new float[] {.001f, 0});
    cosine.upsert(3, new float[] {0, 0});

    var hits = cosine.search(new float[] {5, 0}, 3);

    assertThat(hits.itemKeys()).containsExactly(2, 1, 3);
    assertThat(hits.scores()).containsExactly(new float[] {1, .7071f, 0}, within(1e-4f));
  }

  @Test
  void l2PrefersTheNearestAndScoresByTheSquaredDistance() {
    var l2 = new Int8Index(2, IndexSettings.exact(Metric.L2), Runnable::run);
    l2.upsert(1, new float[] {10, 0});
    l2.upsert(2, new float[] {2, 0});
    l2.upsert(3, new float[] {0, 0});

    assertThat(l2.search(new float[] {1.5f, 0}, 3))
        .isEqualTo(new Hits(new long[] {2, 3, 1}, new float[] {-.25f, -2.25f, -72.25f}));
    assertThat(l2.search(new float[] {0, 0}, 1).itemKeys()).containsExactly(3);
  }

  @Test
  void severalSearchesAtOnceFindWhatEachFindsAlone() {
    var random = new Random(3);
    var many = Int8Index.exact(40);
    for (int i = 0; i < 3_000; i++) {
      many.upsert(i, gaussian(random, 40));
    }
    var queries = IntStream.range(0, 7).mapToObj(_ -> gaussian(random, 40)).toList();
    var odd = matching(key -> key % 2 == 1);

    assertThat(many.searchAll(queries, 20, odd))
        .isEqualTo(queries.stream().map(query -> many.search(query, 20, odd)).toList());
    assertThat(many.searchAll(List.of(), 20, odd)).isEmpty();
    assertThat(index.searchAll(List.of(new float[3]), 20, odd)).containsExactly(Hits.none());
  }

  private static Int8Index indexOf(List<Integer> keys, List<float[]> vectors) {
    var index = Int8Index.exact(vectors.getFirst().length);
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
