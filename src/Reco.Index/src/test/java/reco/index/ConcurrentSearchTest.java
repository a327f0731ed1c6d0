package reco.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A writer gives all items, in ascending order of key, one round number after the other as every
 * component. So in any one version the scores tell how far the writer was, and a search that mixed
 * two versions, or met half a vector, would show it.
 */
@Timeout(60)
class ConcurrentSearchTest {
  private static final int ITEMS = 100;
  private static final int DIMENSION = 64;
  private static final int ROUNDS = 300;
  private static final int SEARCHERS = 3;

  private final Int8Index index = Int8Index.exact(DIMENSION);
  private final AtomicBoolean written = new AtomicBoolean();

  @Test
  void everySearchSeesExactlyOneVersionWhileTheWriterGoesOn() throws Exception {
    writeRound(1);
    try (var threads = Executors.newFixedThreadPool(SEARCHERS + 1)) {
      var searches = new ArrayList<Future<Integer>>();
      for (int i = 0; i < SEARCHERS; i++) {
        searches.add(threads.submit(this::searchUntilWritten));
      }
      threads.submit(this::writeRounds).get();

      for (var search : searches) {
        assertThat(search.get()).isPositive();
      }
    }

    assertThat(index.search(ones(), 1).scores()).containsExactly(ROUNDS * DIMENSION);
  }

  private Integer writeRounds() {
    try {
      for (int round = 2; round <= ROUNDS; round++) {
        writeRound(round);
      }
      return ROUNDS;
    } finally {
      written.set(true);
    }
  }

  /** Every other round takes items out first, which moves others to new slots. */
  private void writeRound(int round) {
    var vector = new float[DIMENSION];
    Arrays.fill(vector, round);
    for (int key = 0; key < ITEMS; key++) {
      if (round % 2 == 0) {
        index.delete(key);
      }
      index.upsert(key, vector);
    }
  }

  private Integer searchUntilWritten() {
    int searches = 0;
    do {
      assertIsOneVersion(index.search(ones(), ITEMS));
      searches++;
    } while (!written.get());
    return searches;
  }

  /** Keys below the writer's place have its round, those above the round before. */
  private static void assertIsOneVersion(Hits hits) {
    var rounds = new TreeMap<Long, Float>();
    for (int i = 0; i < hits.size(); i++) {
      rounds.put(hits.itemKeys()[i], hits.scores()[i] / DIMENSION);
    }
    assertThat(rounds).as("no item twice").hasSize(hits.size());
    assertThat(hits.size()).as("at most one item is out").isBetween(ITEMS - 1, ITEMS);
    float newest = rounds.firstEntry().getValue();
    boolean older = false;
    for (float round : rounds.values()) {
      older |= round == newest - 1;
      assertThat(round).isEqualTo(older ? newest - 1 : newest);
    }
  }

  private static float[] ones() {
    var ones = new float[DIMENSION];
    Arrays.fill(ones, 1);
    return ones;
  }
}
