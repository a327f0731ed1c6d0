package reco.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CG-15: a snapshot is versioned and checked; a bad one is refused and the one before serves. */
class SnapshotFolderTest {
  private static final int DIMENSION = 128;
  private static final int ITEMS = 1_600;
  private static final int K = 10;

  @TempDir private Path temporary;
  private final ClusteredVectors vectors = new ClusteredVectors(DIMENSION, 3);
  private final float[] query = vectors.next();

  @ParameterizedTest
  @EnumSource
  void aLoadedIndexAnswersAsTheSavedOneDid(Metric metric) throws IOException {
    var folder = folder();
    var saved = new Int8Index(DIMENSION, settings(metric, .9), Runnable::run);
    add(saved, 0, ITEMS);
    var expected = saved.search(query, K);
    Path path = folder.save(saved);
    var loaded = new Int8Index(DIMENSION, settings(metric, .9), Runnable::run);

    assertThat(folder.load(loaded).served()).hasValue(path);

    assertThat(loaded.search(query, K)).isEqualTo(expected);
    assertThat(loaded.size()).isEqualTo(ITEMS);
    assertThat(loaded.statistics().lists()).isEqualTo(saved.statistics().lists()).isPositive();
    loaded.upsert(ITEMS, query);
    assertThat(loaded.delete(0)).isTrue();
    assertThat(loaded.search(query, ITEMS).itemKeys()).contains(ITEMS).doesNotContain(0);
  }

  @Test
  void everyPageThatIsFlippedOrCutIsRefusedAndTheSnapshotBeforeServes() throws IOException {
    var folder = folder();
    var index = index(0, ITEMS / 2);
    var before = folder.save(index);
    var expected = index.search(query, K);
    index.upsert(ITEMS, query);
    byte[] intact = Files.readAllBytes(folder.save(index));
    Path newest = folder.folder().resolve("0000000002.snapshot");
    var random = new Random(1);
    int cases = 0;

    for (int page = 0; page < intact.length; page += Page.BYTES) {
      byte[] flipped = intact.clone();
      flipped[page + random.nextInt(Page.BYTES)] ^= (byte) (1 << random.nextInt(8));
      byte[] cut = Arrays.copyOf(intact, page + random.nextInt(Page.BYTES));
      for (byte[] bad : new byte[][] {flipped, cut}) {
        Files.write(newest, bad);
        assertRefused(folder.load(index), newest, before);
        assertThat(index.search(query, K)).isEqualTo(expected);
        cases++;
      }
    }

    assertThat(cases).isGreaterThan(200);
    Files.write(newest, intact);
    assertThat(folder.load(index).served()).hasValue(newest);
    assertThat(index.search(query, 1).itemKeys()).containsExactly(ITEMS);
  }

  @Test
  void bytesTooManyAreRefused() throws IOException {
    var folder = folder();
    Path path = folder.save(index(0, 100));
    Files.write(path, Arrays.copyOf(Files.readAllBytes(path), (int) Files.size(path) + 1));

    assertThat(folder.load(index(0, 0)).refused())
        .singleElement()
        .satisfies(refused -> assertThat(refused.reason()).startsWith("got ").contains("expected"));
  }

  @Test
  void whereNoneIsGoodTheIndexGoesOnWithWhatItHas() throws IOException {
    var folder = folder();
    Files.write(folder.save(index(0, 100)), new byte[10]);
    var index = index(0, 50);

    var loaded = folder.load(index);

    assertThat(loaded.served()).isEmpty();
    assertThat(loaded.refused()).hasSize(1);
    assertThat(index.size()).isEqualTo(50);
  }

  @Test
  void aSnapshotOfAnotherKindOfIndexIsRefused() throws IOException {
    var folder = folder();
    folder.save(index(0, 100));
    var other = new Int8Index(64, settings(Metric.L2, .9), Runnable::run);

    assertThat(folder.load(other).refused())
        .extracting(SnapshotFolder.Refused::reason)
        .containsExactly("got INNER_PRODUCT of 128 dimensions, expected L2 of 64");
  }

  @Test
  void aSnapshotThatMissesTheRecallIsRefused() throws IOException {
    var folder = folder();
    var careless = new Int8Index(DIMENSION, settings(Metric.COSINE, .1), Runnable::run);
    var random = new Random(4);
    for (int i = 0; i < ITEMS; i++) {
      careless.upsert(i, scattered(random));
    }
    folder.save(careless);
    var careful = new Int8Index(DIMENSION, settings(Metric.COSINE, .99), Runnable::run);

    assertThat(folder.load(careful).refused())
        .singleElement()
        .satisfies(refused -> assertThat(refused.reason()).startsWith("got recall 0."));
    assertThat(careful.size()).isZero();
  }

  @Test
  void rollingBackServesTheSnapshotBeforeAndNeverTheWithdrawnAgain() throws IOException {
    var folder = folder();
    var index = index(0, 100);
    var first = folder.save(index);
    add(index, 100, 200);
    folder.save(index);

    assertThat(folder.rollBack(index).served()).hasValue(first);
    assertThat(index.size()).isEqualTo(100);
    assertThat(folder.load(index).served()).hasValue(first);
    assertThat(folder.rollBack(index).served()).isEmpty();
  }

  @Test
  void noMoreThanTheLastFewAreKept() throws IOException {
    var folder = folder();
    var index = index(0, 10);
    for (int i = 0; i < 5; i++) {
      folder.save(index);
    }

    try (var files = Files.list(folder.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly("0000000004.snapshot", "0000000005.snapshot");
    }
  }

  private static void assertRefused(SnapshotFolder.Loaded loaded, Path newest, Path before) {
    assertThat(loaded.served()).hasValue(before);
    assertThat(loaded.refused())
        .singleElement()
        .satisfies(refused -> {
          assertThat(refused.snapshot()).isEqualTo(newest);
          assertThat(refused.reason()).containsAnyOf("page ", "bytes, expected");
        });
  }

  /** Of no cluster, so that its neighbours stand in many lists. */
  private static float[] scattered(Random random) {
    var vector = new float[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      vector[d] = (float) random.nextGaussian();
    }
    return vector;
  }

  private SnapshotFolder folder() {
    return new SnapshotFolder(temporary.resolve("snapshots"), 2);
  }

  private static IndexSettings settings(Metric metric, double recall) {
    return new IndexSettings(metric, 1_000, recall, K, 1);
  }

  private Int8Index index(int from, int to) {
    var index = new Int8Index(DIMENSION, IndexSettings.exact(Metric.INNER_PRODUCT), Runnable::run);
    add(index, from, to);
    return index;
  }

  private void add(Int8Index index, int from, int to) {
    for (int i = from; i < to; i++) {
      index.upsert(i, vectors.next());
    }
  }
}
