package reco.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Inserts, updates, deletes and searches at once, while items are sorted in and lists are made anew
 * in the background. The model says of each item what it is, or nothing while it is being changed.
 * An item that was the same before and after a search must have been found by its own vector, and
 * one that was out all that time must not.
 */
@Timeout(120)
class ConcurrentModelTest {
  private static final int ITEMS = 6_000;
  private static final int DIMENSION = 16;
  private static final int CHANGES = 60_000;

  /** What is known of an item; a new object with each change. */
  private record Known(Optional<float[]> vector) {
    static Known changing() {
      return new Known(Optional.empty());
    }
  }

  private static final Known CHANGING = Known.changing();

  private final AtomicReferenceArray<Known> model = new AtomicReferenceArray<>(ITEMS);
  private final AtomicBoolean written = new AtomicBoolean();

  @Test
  void everySearchAgreesWithTheModel() throws Exception {
    try (var background = Executors.newSingleThreadExecutor();
        var threads = Executors.newFixedThreadPool(3)) {
      var settings = new IndexSettings(Metric.L2, 1_000, .9, 1, 7);
      var index = new Int8Index(DIMENSION, settings, background);
      for (int key = 0; key < ITEMS; key++) {
        model.set(key, Known.changing());
      }
      var searches = new ArrayList<Future<Integer>>();
      for (int searcher = 0; searcher < 2; searcher++) {
        searches.add(searchUntilWritten(threads, index, searcher));
      }
      threads.submit(() -> write(index)).get();

      for (var search : searches) {
        assertThat(search.get()).as("searches of items that stood still").isPositive();
      }
      assertThat(index.statistics().lists()).isPositive();
    }
  }

  private Integer write(Int8Index index) {
    try {
      var random = new Random(11);
      for (int i = 0; i < CHANGES; i++) {
        int key = random.nextInt(ITEMS);
        model.set(key, CHANGING);
        if (random.nextInt(4) == 0) {
          index.delete(key);
          model.set(key, Known.changing());
        } else {
          var vector = gaussian(random);
          index.upsert(key, vector);
          model.set(key, new Known(Optional.of(vector)));
        }
      }
      return CHANGES;
    } finally {
      written.set(true);
    }
  }

  private Future<Integer> searchUntilWritten(
      ExecutorService threads, Int8Index index, int searcher) {
    return threads.submit(() -> {
      var random = new Random(searcher);
      int checked = 0;
      do {
        checked += search(index, random, random.nextInt(ITEMS)) ? 1 : 0;
      } while (!written.get());
      return checked;
    });
  }

  /** True if the item stood still, so that there was something to check. */
  private boolean search(Int8Index index, Random random, int key) {
    var before = model.get(key);
    var query = before.vector().orElseGet(() -> gaussian(random));
    var filter =
        random.nextBoolean() ? ItemFilter.everything() : ItemFilter.only(key, key + 1, key + 2);
    var hits = index.search(query, 3, filter);
    if (before == CHANGING || model.get(key) != before) {
      return false;
    }
    if (before.vector().isPresent()) {
      assertThat(hits.itemKeys()[0]).isEqualTo(key);
      assertThat(hits.scores()[0]).isZero();
    } else {
      assertThat(Arrays.stream(hits.itemKeys())).doesNotContain((long) key);
    }
    return true;
  }

  private static float[] gaussian(Random random) {
    var vector = new float[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      vector[d] = (float) random.nextGaussian();
    }
    return vector;
  }
}
