package reco.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CG-1, CG-15: above a size, items stand in inverted lists. */
class InvertedListsTest {
  private static final int DIMENSION = 32;
  private static final int ITEMS = 12_000;
  private static final int K = 20;

  private final ClusteredVectors vectors = new ClusteredVectors(DIMENSION, 5);

  @ParameterizedTest
  @EnumSource
  void searchesFindTheWantedShareOfWhatTheExactSearchFinds(Metric metric) {
    var index = indexOf(ITEMS, settings(metric, .95));
    var exact = new Int8Index(DIMENSION, IndexSettings.exact(metric), Runnable::run);
    copy(index, exact);

    assertThat(index.statistics().probes()).isLessThan(index.statistics().lists() / 2);
    assertThat(recall(index, exact, ItemFilter.everything())).isGreaterThan(.93);
  }

  @Test
  void aHigherRecallTakesMoreLists() {
    var some = indexOf(ITEMS, settings(Metric.INNER_PRODUCT, .8)).statistics();
    var most = indexOf(ITEMS, settings(Metric.INNER_PRODUCT, .999)).statistics();

    assertThat(most.probes()).isGreaterThan(some.probes());
  }

  @Test
  void theSameSeedGivesTheSameAnswers() {
    var first = indexOf(ITEMS, settings(Metric.INNER_PRODUCT, .9));
    var second = new Int8Index(DIMENSION, settings(Metric.INNER_PRODUCT, .9), Runnable::run);
    copy(first, second);

    for (int q = 0; q < 20; q++) {
      var query = vectors.next();
      assertThat(second.search(query, K)).isEqualTo(first.search(query, K));
    }
  }

  @Test
  void whatIsNewChangedOrDeletedIsSoForTheNextSearch() {
    var index = indexOf(ITEMS, settings(Metric.INNER_PRODUCT, .9));
    var query = vectors.next();
    long best = index.search(query, 1).itemKeys()[0];

    index.upsert(best, new float[DIMENSION]);
    index.upsert(-5, scaled(query, 100));
    assertThat(index.search(query, 1).itemKeys()).containsExactly(-5);
    assertThat(index.search(query, 100).itemKeys()).doesNotContain(best);

    assertThat(index.delete(-5)).isTrue();
    assertThat(index.search(query, 100).itemKeys()).doesNotContain(-5);
    assertThat(index.size()).isEqualTo(ITEMS);
  }

  @Test
  void newItemsAreSortedInInTheBackground() {
    var waiting = new ArrayDeque<Runnable>();
    var index = indexOf(ITEMS, settings(Metric.INNER_PRODUCT, .9), waiting::add);
    assertThat(index.statistics().unsorted()).isEqualTo(ITEMS);

    waiting.remove().run();
    assertThat(index.statistics().unsorted()).isZero();

    add(index, ITEMS, ITEMS + 3_000);
    assertThat(index.statistics().unsorted()).isEqualTo(3_000);
    waiting.remove().run();
    assertThat(index.statistics().unsorted()).isZero();
    assertThat(waiting).isEmpty();
  }

  @Test
  void whereTheBackgroundFallsBehindWhoeverAddsSorts() {
    var never = new ArrayDeque<Runnable>();
    var index = indexOf(ITEMS, settings(Metric.INNER_PRODUCT, .9), never::add);
    never.remove().run();

    add(index, ITEMS, 2 * ITEMS);
    add(index, 2 * ITEMS, 4 * ITEMS);

    assertThat(index.statistics().unsorted()).isBetween(Upkeep.MOST_UNSORTED, 20_000);
    assertThat(never).hasSize(1);
  }

  @Test
  void listsAreMadeAnewWhenTheItemsHaveOutgrownThem() {
    var index = indexOf(ITEMS, settings(Metric.INNER_PRODUCT, .9));
    int before = index.statistics().lists();

    add(index, ITEMS, 5 * ITEMS / 2);

    assertThat(index.statistics().lists()).isGreaterThan(before);
  }

  @Test
  void listsAreMadeAnewWhenNewItemsCrowdIntoFew() {
    var index = indexOf(ITEMS, settings(Metric.L2, .9));
    var trained = index.store().current().partitioning();
    var crowd = vectors.next();
    var random = new Random(1);

    for (int i = 0; i < ITEMS / 2; i++) {
      var vector = crowd.clone();
      vector[random.nextInt(DIMENSION)] += .01f * random.nextFloat();
      index.upsert(ITEMS + i, vector);
    }
    index.settle();

    assertThat(index.store().current().partitioning().centroids()).isNotSameAs(trained.centroids());
  }

  @Test
  void changesWhileListsAreMadeAreNotLost() {
    var index = new Int8Index(DIMENSION, settings(Metric.INNER_PRODUCT, .9), Runnable::run);
    add(index, 0, 3_000);
    var store = index.store();
    var before = store.beginReplacement();
    var trained = new Training(before, Metric.INNER_PRODUCT, DIMENSION).train(1);
    var query = vectors.next();
    index.upsert(1, scaled(query, 100));
    index.upsert(9_000, scaled(query, 90));
    index.upsert(9_001, scaled(query, 80));
    index.delete(9_001);
    index.delete(2);

    store.replace(trained);

    assertThat(index.search(query, 2).itemKeys()).containsExactly(1, 9_000);
    assertThat(index.search(query, 5_000).itemKeys()).hasSize(3_000).doesNotContain(2, 9_001);
    assertThat(index.size()).isEqualTo(3_000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {.5, .1, .01, .001})
  void filtersOfAnySelectivityFindNearlyAllThatTheyPass(double share) {
    var index = indexOf(ITEMS, settings(Metric.INNER_PRODUCT, .95));
    var exact = Int8Index.exact(DIMENSION);
    copy(index, exact);
    var random = new Random(8);
    var passed = LongStream.range(0, ITEMS).filter(_ -> random.nextDouble() < share).toArray();
    double least = share < .25 ? .999 : .93;

    assertThat(recall(index, exact, ItemFilter.only(passed))).isGreaterThanOrEqualTo(least);
    var matching = ItemFilter.matching(ItemKeys.of(passed)::contains);
    assertThat(recall(index, exact, matching)).isGreaterThanOrEqualTo(least);
  }

  @Test
  void neverFewerThanWantedWhereEnoughPass() {
    var index = indexOf(ITEMS, settings(Metric.INNER_PRODUCT, .5));
    var query = vectors.next();

    var far =
        LongStream.range(0, ITEMS)
            .filter(key -> Vectors.innerProduct(query, vector(index, key), 0) < 0)
            .toArray();

    assertThat(index.search(query, 300, ItemFilter.only(far)).size()).isEqualTo(300);
    assertThat(index.search(query, 300, ItemFilter.matching(ItemKeys.of(far)::contains)).size())
        .isEqualTo(300);
    assertThat(index.search(query, ITEMS).size()).isEqualTo(ITEMS);
  }

  @Test
  void keysThatAreNotHeldArePassedOver() {
    var index = indexOf(ITEMS, settings(Metric.INNER_PRODUCT, .9));

    var hits = index.search(vectors.next(), K, ItemFilter.only(-7, 3, 3, 1L << 40));

    assertThat(hits.itemKeys()).containsExactly(3);
    assertThat(index.search(vectors.next(), K, ItemFilter.only())).isEqualTo(Hits.none());
  }

  private static IndexSettings settings(Metric metric, double recall) {
    return new IndexSettings(metric, 10_000, recall, K, 42);
  }

  private Int8Index indexOf(int items, IndexSettings settings) {
    return indexOf(items, settings, Runnable::run);
  }

  private Int8Index indexOf(int items, IndexSettings settings, Executor background) {
    var index = new Int8Index(DIMENSION, settings, background);
    add(index, 0, items);
    return index;
  }

  private void add(Int8Index index, int from, int to) {
    for (int i = from; i < to; i++) {
      index.upsert(i, vectors.next());
    }
  }

  private static void copy(Int8Index from, Int8Index to) {
    for (long key = 0; key < from.size(); key++) {
      to.upsert(key, vector(from, key));
    }
  }

  private static float[] vector(Int8Index index, long key) {
    var held = index.store().only(ItemKeys.of(key));
    return held.items().vector(held.places()[0]);
  }

  private double recall(VectorIndex index, VectorIndex exact, ItemFilter filter) {
    int queries = 100;
    double found = 0;
    for (int q = 0; q < queries; q++) {
      var query = vectors.next();
      var expected = exact.search(query, K, filter).itemKeys();
      var hits = index.search(query, K, filter).itemKeys();
      assertThat(hits).hasSameSizeAs(expected);
      found += Arrays.stream(hits).filter(ItemKeys.of(expected)::contains).count();
      found += K - expected.length;
    }
    return found / (queries * K);
  }

  private static float[] scaled(float[] vector, float factor) {
    var scaled = new float[vector.length];
    IntStream.range(0, vector.length).forEach(d -> scaled[d] = factor * vector[d]);
    return scaled;
  }
}
