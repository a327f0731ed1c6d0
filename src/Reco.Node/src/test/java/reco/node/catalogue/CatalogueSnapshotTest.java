package reco.node.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static reco.node.catalogue.Items.item;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.model.id.ItemId;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;
import reco.node.catalogue.CatalogueSnapshot.Outcome;
import reco.node.catalogue.CatalogueSnapshot.Outcome.Refused;
import reco.node.catalogue.CatalogueSnapshot.Outcome.Restored;

class CatalogueSnapshotTest {
  private static final Duration RETENTION = Duration.ofDays(14);
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

  /** Of a log that has all that is written here. */
  private static final Map<Integer, Long> ENDS =
      IntStream.range(0, 8).boxed().collect(Collectors.toMap(each -> each, _ -> Long.MAX_VALUE));

  @TempDir Path folder;
  private Path file;
  private final LiveCatalogue live = empty();

  /** One record of the log. */
  private record Written(int partition, long offset, ItemId id, Optional<Item> item) {}

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("catalogue.snapshot");
  }

  @Test
  void aRestoredCatalogueIsAsItWasAndGoesOnAtItsOffsets() throws IOException {
    apply(new Written(0, 7, ItemId.of("a"), Optional.of(item("a").version(7).build())));
    apply(new Written(3, 2, ItemId.of("b"), Optional.of(item("b").hidden().version(2).build())));
    snapshot(WRITTEN).write("topic", live);
    LiveCatalogue restored = empty();

    Outcome outcome = snapshot(WRITTEN).restore("topic", ENDS, restored);

    assertThat(outcome).isEqualTo(new Restored(2));
    assertThat(restored.items().version()).isEqualTo(live.items().version());
    assertThat(restored.items().find(ItemId.of("b").key()))
        .contains(item("b").hidden().version(2).build());
    assertThat(restored.nextOffsets()).isEqualTo(Map.of(0, 8L, 3, 3L));
  }

  @Test
  void aSnapshotThatWasNeverWrittenIsRefused() {
    assertThat(snapshot(WRITTEN).restore("topic", ENDS, live))
        .isEqualTo(new Refused("is not there"));
  }

  @Test
  void aSnapshotOfAnotherTopicIsRefused() throws IOException {
    snapshot(WRITTEN).write("former topic", live);

    assertThat(snapshot(WRITTEN).restore("topic", ENDS, live))
        .isEqualTo(new Refused("is of topic 'former topic', expected 'topic'"));
  }

  @Test
  void aSnapshotThatKnowsMoreThanTheLogIsRefusedAndTouchesNothing() throws IOException {
    apply(new Written(0, 7, ItemId.of("a"), Optional.of(item("a").version(7).build())));
    snapshot(WRITTEN).write("topic", live);
    LiveCatalogue restored = empty();

    assertThat(snapshot(WRITTEN).restore("topic", Map.of(0, 7L), restored))
        .isEqualTo(
            new Refused(
                "goes on at offset 8 of partition 0, expected at most 7, where the log ends"));
    assertThat(snapshot(WRITTEN).restore("topic", Map.of(1, 9L), restored))
        .isInstanceOf(Refused.class);
    assertThat(restored.items().size()).isZero();
    assertThat(restored.nextOffsets()).isEmpty();
    assertThat(snapshot(WRITTEN).restore("topic", Map.of(0, 8L), restored))
        .isEqualTo(new Restored(1));
  }

  @Test
  void aSnapshotOlderThanHalfOfTheDeleteRetentionIsRefused() throws IOException {
    snapshot(WRITTEN).write("topic", live);

    var justYoungEnough =
        snapshot(WRITTEN.plus(Duration.ofDays(7))).restore("topic", ENDS, empty());
    var tooOld =
        snapshot(WRITTEN.plus(Duration.ofDays(7)).plusMillis(1)).restore("topic", ENDS, live);

    assertThat(justYoungEnough).isEqualTo(new Restored(0));
    assertThat(tooOld)
        .isEqualTo(
            new Refused(
                "is PT168H0.001S old, expected at most PT168H, half of delete.retention.ms"));
  }

  @Test
  void aSnapshotWithAnyByteChangedIsRefusedAndTouchesNothing() throws IOException {
    for (int i = 0; i < 5; i++) {
      String id = "i" + i;
      apply(new Written(0, i, ItemId.of(id), Optional.of(item(id).version(i).build())));
    }
    snapshot(WRITTEN).write("topic", live);
    byte[] good = Files.readAllBytes(file);

    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x10;
      Files.write(file, bad);
      LiveCatalogue restored = empty();

      assertThat(snapshot(WRITTEN).restore("topic", ENDS, restored))
          .as("byte %d", at)
          .isInstanceOf(Refused.class);
      assertThat(restored.items().size()).isZero();
      assertThat(restored.nextOffsets()).isEmpty();
    }
  }

  @Test
  void aSnapshotCutShortIsRefused() throws IOException {
    apply(new Written(0, 0, ItemId.of("a"), Optional.of(item("a").build())));
    snapshot(WRITTEN).write("topic", live);
    byte[] good = Files.readAllBytes(file);

    for (int length = 0; length < good.length; length++) {
      Files.write(file, Arrays.copyOf(good, length));

      assertThat(snapshot(WRITTEN).restore("topic", ENDS, empty())).isInstanceOf(Refused.class);
    }
  }

  @Test
  void aWriteThatWasCutShortLeavesTheFormerSnapshot() throws IOException {
    apply(new Written(0, 0, ItemId.of("a"), Optional.of(item("a").build())));
    snapshot(WRITTEN).write("topic", live);

    Files.writeString(folder.resolve("catalogue.snapshot.writing"), "half of a");

    assertThat(snapshot(WRITTEN).restore("topic", ENDS, empty())).isEqualTo(new Restored(1));
  }

  @Test
  void aSnapshotTakenWhileTheLogGoesByIsMadeWholeByTheTail() throws Exception {
    List<Written> records = randomLog(30_000);
    LiveCatalogue whole = empty();
    records.forEach(record -> apply(whole, record));
    CatalogueSnapshot snapshot = snapshot(WRITTEN);
    try (var writer = Executors.newSingleThreadExecutor()) {
      var writing = writer.submit(() -> records.forEach(this::apply));
      do {
        LiveCatalogue restored = empty();
        snapshot.write("topic", live);
        snapshot.restore("topic", ENDS, restored);

        records.forEach(record -> apply(restored, record));

        assertThat(restored.items().version()).isEqualTo(whole.items().version());
      } while (!writing.isDone());
      writing.get();
    }
  }

  /** Writes and deletions of 300 items, each in its own of two partitions. */
  private static List<Written> randomLog(int size) {
    Random random = new Random(11);
    long[] offsets = new long[2];
    List<Written> records = new ArrayList<>();
    for (int n = 0; n < size; n++) {
      int number = random.nextInt(300);
      int partition = number % 2;
      long offset = offsets[partition]++;
      ItemId id = ItemId.of("i" + number);
      Item item = item(id.id()).version(offset).build();
      records.add(
          new Written(
              partition,
              offset,
              id,
              random.nextInt(3) == 0 ? Optional.empty() : Optional.of(item)));
    }
    return records;
  }

  private void apply(Written record) {
    apply(live, record);
  }

  private static void apply(LiveCatalogue to, Written record) {
    to.apply(record.partition(), record.offset(), record.id(), record.item());
  }

  private CatalogueSnapshot snapshot(Instant now) {
    return new CatalogueSnapshot(folder, InstantSource.fixed(now), RETENTION);
  }

  private static LiveCatalogue empty() {
    return new LiveCatalogue(new ItemCatalogue());
  }
}
