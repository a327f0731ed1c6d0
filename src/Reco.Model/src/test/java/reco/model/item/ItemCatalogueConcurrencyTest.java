package reco.model.item;

import static org.assertj.core.api.Assertions.assertThat;
import static reco.model.item.Items.item;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;

/**
 * One writer changes, deletes and re-embeds as fast as it can while readers gather. All of an
 * item's fields, its title and its vector are written from one number and its id; a row with two
 * numbers, or another item's id, is torn.
 */
class ItemCatalogueConcurrencyTest {
  private static final int IDS = 24;
  private static final int DIMENSION = 256;
  private static final int WRITES = 30_000;
  private static final long[] KEYS =
      IntStream.range(0, IDS).mapToLong(i -> ItemId.of("i" + i).key()).toArray();

  private final ItemCatalogue catalogue = new ItemCatalogue();
  private final ItemStatistics statistics = new ItemStatistics();
  private final AtomicBoolean writing = new AtomicBoolean(true);

  @Test
  void aReaderNeverSeesAHalfWrittenRow() throws Exception {
    catalogue.useVectors(DIMENSION);
    try (var readers = Executors.newFixedThreadPool(2)) {
      CountDownLatch started = new CountDownLatch(2);
      Future<Long> gathering = readers.submit(() -> readWhileWriting(started, this::gather));
      Future<Long> finding = readers.submit(() -> readWhileWriting(started, this::find));
      started.await();

      try {
        write();
      } finally {
        writing.set(false);
      }

      assertThat(gathering.get(30, TimeUnit.SECONDS)).isPositive();
      assertThat(finding.get(30, TimeUnit.SECONDS)).isPositive();
    }
  }

  private void write() {
    for (int n = 1; n <= WRITES; n++) {
      int id = (n * 7) % IDS;
      if (n % 11 == 0) {
        catalogue.delete(ItemId.of("i" + id), n);
      } else if (n % 4_999 == 0) {
        catalogue.useVectors(DIMENSION, item -> vector((int) item.version()));
      } else {
        catalogue.upsert(
            item("i" + id)
                .titled("i" + id + " " + n)
                .priced(n)
                .published(n)
                .version(n)
                .by("creator-" + n % 50)
                .item());
        for (int again = 0; again < 6; again++) {
          catalogue.setVector(KEYS[id], vector(n + again));
        }
      }
    }
  }

  /** Uniform: each value is 1 or -1 by the number's parity, times a scale made of it. */
  private static float[] vector(int n) {
    float[] vector = new float[DIMENSION];
    Arrays.fill(vector, n % 2 == 0 ? n : -n);
    return vector;
  }

  private long readWhileWriting(CountDownLatch started, Runnable read) {
    started.countDown();
    long reads = 0;
    while (writing.get()) {
      read.run();
      reads++;
    }
    return reads;
  }

  private void gather() {
    ItemRows rows = catalogue.rows(KEYS, statistics, 0);
    for (int row = 0; row < rows.size(); row++) {
      if (rows.flags()[row] == ItemRows.MISSING) {
        assertThat(rows.ids()[row]).isEmpty();
      } else {
        assertThat(rows.ids()[row]).isEqualTo("i" + row);
        assertThat((float) rows.publishMillis()[row]).isEqualTo(rows.prices()[row]);
        assertThat(rows.creator(row)).isEqualTo("creator-" + rows.publishMillis()[row] % 50);
        assertVectorIsWhole(rows, row);
      }
    }
  }

  /** A vector may be of an earlier write than the row, but of one write. */
  private static void assertVectorIsWhole(ItemRows rows, int row) {
    int at = row * DIMENSION;
    byte first = rows.vectors()[at];
    for (int i = 1; i < DIMENSION; i++) {
      if (rows.vectors()[at + i] != first) {
        throw new AssertionError("torn vector " + first + " and " + rows.vectors()[at + i]);
      }
    }
    int written = Math.round(rows.scales()[row] * 127);
    assertThat((int) first).isEqualTo(written == 0 ? 0 : written % 2 == 0 ? 127 : -127);
  }

  private void find() {
    for (int id = 0; id < IDS; id++) {
      int expected = id;
      catalogue
          .find(KEYS[id])
          .ifPresent(item -> {
            assertThat(item.id().id()).isEqualTo("i" + expected);
            assertThat(item.title()).isEqualTo("i" + expected + " " + item.version());
            assertThat(item.price()).isEqualTo((float) item.version());
          });
      String title = catalogue.title(KEYS[id]);
      assertThat(title)
          .satisfiesAnyOf(
              t -> assertThat(t).isEmpty(), t -> assertThat(t).startsWith("i" + expected + " "));
    }
  }
}
