package reco.model.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static reco.model.item.Items.item;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;

class ItemCatalogueTest {
  private static final long NOW = 1_000_000;
  private final ItemCatalogue catalogue = new ItemCatalogue();

  @Test
  @DisplayName("API-14: an item comes back as it was put in")
  void anItemComesBackAsItWasPutIn() {
    Item item = item("a").item();

    catalogue.upsert(item);

    assertThat(catalogue.find(item.id().key())).contains(item);
    assertThat(catalogue.title(item.id().key())).isEqualTo("Title of a");
    assertThat(catalogue.versionOf(item.id().key())).hasValue(1);
    assertThat(catalogue.versionOf(key("b"))).isEmpty();
    assertThat(catalogue.size()).isEqualTo(1);
  }

  @Test
  void theKeyThatMeansNoItemIsNowhere() {
    catalogue.upsert(item("a").item());

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(catalogue.find(0)).isEmpty();
          assertThat(catalogue.versionOf(0)).isEmpty();
          assertThat(catalogue.title(0)).isEmpty();
          assertThat(catalogue.category(0)).isEmpty();
        });
  }

  @Test
  void aSecondWriteReplacesTheFirst() {
    catalogue.upsert(item("a").item());

    catalogue.upsert(item("a").titled("Renamed").version(2).item());

    assertThat(catalogue.title(key("a"))).isEqualTo("Renamed");
    assertThat(catalogue.size()).isEqualTo(1);
  }

  @Test
  void anOlderWriteNeverReplacesANewerOne() {
    catalogue.upsert(item("a").titled("Newer").version(5).item());

    boolean taken = catalogue.upsert(item("a").titled("Older").version(4).item());

    assertThat(taken).isFalse();
    assertThat(catalogue.title(key("a"))).isEqualTo("Newer");
  }

  @Test
  void aDeleteOlderThanTheItemChangesNothing() {
    catalogue.upsert(item("a").version(5).item());

    boolean removed = catalogue.delete(ItemId.of("a"), 4);

    assertThat(removed).isFalse();
    assertThat(catalogue.size()).isEqualTo(1);
  }

  @Test
  @DisplayName("FL-6: a deleted item is missing at once, and its row is used again")
  void aDeletedItemIsMissingAndItsRowIsUsedAgain() {
    catalogue.upsert(item("a").item());
    long bytes = catalogue.columnBytes();

    for (int i = 0; i < 5_000; i++) {
      catalogue.delete(ItemId.of("a"), 10 + i);
      catalogue.upsert(item("a").version(11 + i).item());
    }
    catalogue.delete(ItemId.of("a"), 9_999);

    assertThat(catalogue.find(key("a"))).isEmpty();
    assertThat(catalogue.title(key("a"))).isEmpty();
    assertThat(rows("a").flags()).containsExactly(ItemRows.MISSING);
    assertThat(catalogue.size()).isZero();
    assertThat(catalogue.columnBytes()).isEqualTo(bytes);
  }

  @Test
  @DisplayName("FL-4: a row carries what the hard filters read")
  void aRowCarriesWhatTheHardFiltersRead() {
    catalogue.upsert(item("a").hidden(true).item());

    ItemRows rows = rows("unknown", "a");

    assertThat(rows.flags()).containsExactly(ItemRows.MISSING, ItemRows.HIDDEN);
    assertThat(rows.minAges()).containsExactly((byte) 0, (byte) 12);
    assertThat(rows.regionSets().get(rows.regions()[1])).isEqualTo("AT,DE");
    assertThat(rows.regionSets().get(rows.regions()[0])).isEmpty();
    assertThat(rows.ids()).containsExactly("", "a");
  }

  @Test
  void rowsCarryOnlyTheNamesThatTheyUse() {
    for (int i = 0; i < 1_000; i++) {
      catalogue.upsert(item("i" + i).by("creator " + i).item());
    }

    ItemRows rows = rows("i7", "i8", "i7");

    assertThat(rows.names()).containsExactlyInAnyOrder("", "drama", "de", "creator 7", "creator 8");
    assertThat(rows.creator(0)).isEqualTo("creator 7");
    assertThat(rows.creator(1)).isEqualTo("creator 8");
    assertThat(rows.category(2)).isEqualTo("drama");
    assertThat(rows.language(2)).isEqualTo("de");
  }

  @Test
  void aVectorIsKeptToHalfAStepOfItsScale() {
    catalogue.useVectors(3);
    catalogue.upsert(item("a").item());

    catalogue.setVector(key("a"), new float[] {0.5f, -1.27f, 0.013f});

    ItemRows rows = rows("a");
    assertThat(rows.scales()[0]).isEqualTo(0.01f);
    assertThat(rows.vectors()).containsExactly((byte) 50, (byte) -127, (byte) 1);
  }

  @Test
  void aChangedItemKeepsItsVector() {
    catalogue.useVectors(2);
    catalogue.upsert(item("a").item());
    catalogue.setVector(key("a"), new float[] {1, 1});

    catalogue.upsert(item("a").version(2).item());

    assertThat(rows("a").vectors()).containsExactly((byte) 127, (byte) 127);
  }

  @Test
  void anItemInAReusedRowDoesNotInheritAVector() {
    catalogue.useVectors(2);
    catalogue.upsert(item("a").item());
    catalogue.setVector(key("a"), new float[] {1, 1});
    catalogue.delete(ItemId.of("a"), 2);

    catalogue.upsert(item("b").item());

    assertThat(rows("b").vectors()).containsExactly((byte) 0, (byte) 0);
    assertThat(rows("b").scales()).containsExactly(0);
  }

  @Test
  void aNewModelReplacesAllVectors() {
    catalogue.useVectors(2);
    catalogue.upsert(item("a").item());
    catalogue.upsert(item("b").item());
    catalogue.setVector(key("a"), new float[] {1, 1});

    catalogue.useVectors(1, item -> new float[] {item.id().id().equals("a") ? 127 : -127});

    ItemRows rows = rows("a", "b");
    assertThat(rows.dimension()).isEqualTo(1);
    assertThat(rows.vectors()).containsExactly((byte) 127, (byte) -127);
  }

  @Test
  void aVectorOfAnotherDimensionOrNotFiniteIsRefused() {
    catalogue.useVectors(2);
    catalogue.upsert(item("a").item());

    assertThatThrownBy(() -> catalogue.setVector(key("a"), new float[3]))
        .hasMessage("vector: got 3 values, expected 2");
    assertThatThrownBy(() -> catalogue.setVector(key("a"), new float[] {1, Float.NaN}))
        .hasMessage("vector: got NaN, expected finite values");
    assertThatThrownBy(() -> catalogue.setVector(key("b"), new float[2]))
        .hasMessageContaining("expected one that is here");
  }

  @Test
  void aSecondIdWithTheSameKeyIsRefused() {
    var colliding = new ItemCatalogue(new HeapItemTexts(), _ -> 42);
    colliding.upsert(item("a").item());

    assertThatThrownBy(() -> colliding.upsert(item("b").item()))
        .isInstanceOf(KeyCollisionException.class)
        .hasMessage(
            "item id: got 'default/b', whose key 000000000000002a is taken by 'default/a';"
                + " expected an id with a key of its own");
    assertThatThrownBy(() -> colliding.delete(ItemId.of("b"), 9))
        .isInstanceOf(KeyCollisionException.class);
    assertThat(colliding.title(42)).isEqualTo("Title of a");
  }

  @Test
  @DisplayName("CG-9: the newest items are published, shown, and newest first")
  void theNewestItemsArePublishedShownAndNewestFirst() {
    catalogue.upsert(item("old").published(NOW - 100).item());
    catalogue.upsert(item("new").published(NOW - 1).item());
    catalogue.upsert(item("hidden").published(NOW - 2).hidden(true).item());
    catalogue.upsert(item("scheduled").published(NOW + 1).item());
    catalogue.upsert(item("unknown").published(0).item());

    assertThat(catalogue.newest(10, NOW)).containsExactly(key("new"), key("old"));
    assertThat(catalogue.newest(1, NOW)).containsExactly(key("new"));
    assertThat(catalogue.newest(1, NOW + 1)).containsExactly(key("scheduled"));
  }

  @Test
  void anItemThatIsHiddenLaterLeavesTheNewest() {
    catalogue.upsert(item("a").published(NOW - 1).item());

    catalogue.upsert(item("a").published(NOW - 1).hidden(true).version(2).item());

    assertThat(catalogue.newest(10, NOW)).isEmpty();
  }

  @Test
  void anItemThatIsShownLaterJoinsTheNewest() {
    catalogue.upsert(item("a").published(NOW - 1).hidden(true).item());

    catalogue.upsert(item("a").published(NOW - 1).version(2).item());

    assertThat(catalogue.newest(10, NOW)).containsExactly(key("a"));
  }

  @Test
  void theNewestAreFoundAgainAfterMostOfThemWereDeleted() {
    int items = 3 * NewestItems.CAPACITY;
    for (int i = 1; i <= items; i++) {
      catalogue.upsert(item("i" + i).published(i).item());
    }

    for (int i = items; i > items - NewestItems.CAPACITY - 100; i--) {
      catalogue.delete(ItemId.of("i" + i), 2);
    }

    int newest = items - NewestItems.CAPACITY - 100;
    assertThat(catalogue.newest(500, NOW))
        .containsExactly(IntStream.range(0, 500).mapToLong(i -> key("i" + (newest - i))).toArray());
  }

  @Test
  void equalCataloguesHaveEqualVersionsAndEachWriteChangesIt() {
    var other = new ItemCatalogue();
    other.upsert(item("b").version(7).item());
    catalogue.upsert(item("a").version(1).item());
    long before = catalogue.version();

    catalogue.upsert(item("a").version(2).item());
    long between = catalogue.version();
    catalogue.upsert(item("b").version(7).item());
    catalogue.delete(ItemId.of("a"), 8);

    assertThat(between).isNotEqualTo(before);
    assertThat(catalogue.version()).isEqualTo(other.version());
  }

  @Test
  void everyItemIsVisitedOnce() {
    for (int i = 0; i < 2_000; i++) {
      catalogue.upsert(item("i" + i).item());
    }
    catalogue.delete(ItemId.of("i3"), 2);

    List<ItemId> seen = new ArrayList<>();
    catalogue.forEach(item -> seen.add(item.id()));

    assertThat(seen).hasSize(1_999).doesNotHaveDuplicates().doesNotContain(ItemId.of("i3"));
  }

  @Test
  @DisplayName("CG-17: an item's columns take at most 300 bytes at 128 dimensions")
  void anItemTakesAtMost300BytesAt128Dimensions() {
    catalogue.useVectors(128);
    int items = 100_000;
    for (int i = 0; i < items; i++) {
      catalogue.upsert(item("i" + i).item());
    }

    assertThat(catalogue.columnBytes() / items).isBetween(128L, 300L);
  }

  private ItemRows rows(String... ids) {
    long[] keys = Arrays.stream(ids).mapToLong(ItemCatalogueTest::key).toArray();
    return catalogue.rows(keys, new ItemStatistics(), NOW);
  }

  private static long key(String id) {
    return ItemId.of(id).key();
  }
}
