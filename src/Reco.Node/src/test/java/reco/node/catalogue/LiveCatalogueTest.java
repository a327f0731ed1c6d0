package reco.node.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reco.node.catalogue.Items.item;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemStatistics;
import reco.model.retrieval.RetrievalModel;
import reco.model.user.UserState;

class LiveCatalogueTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private final LiveCatalogue live = new LiveCatalogue(new ItemCatalogue());
  private final Sink sink = new Sink();

  @Test
  void aRecordReadAgainChangesNothing() {
    write(3, item("a").titled("First"));
    long version = live.items().version();

    live.apply(0, 3, ItemId.of("a"), Optional.of(item("a").titled("Again").version(3).build()));
    live.apply(0, 2, ItemId.of("a"), Optional.empty());

    assertThat(live.items().version()).isEqualTo(version);
    assertThat(live.items().title(key("a"))).isEqualTo("First");
    assertThat(live.nextOffsets()).isEqualTo(Map.of(0, 4L));
  }

  @Test
  void offsetsAreCountedPerPartition() {
    live.apply(0, 5, ItemId.of("a"), Optional.of(item("a").version(5).build()));
    live.apply(1, 2, ItemId.of("b"), Optional.of(item("b").version(2).build()));

    assertThat(live.nextOffsets()).isEqualTo(Map.of(0, 6L, 1, 3L));
    assertThat(live.items().size()).isEqualTo(2);
  }

  @Test
  @DisplayName("EV-14: a new item is embedded and in the index as soon as it is applied")
  void aNewItemIsEmbeddedAndInTheIndex() {
    live.use(new LengthModel(2), sink);

    write(0, item("abc"));

    assertThat(sink.vectors.get(key("abc"))).containsExactly(3, 3);
    assertThat(vector("abc")).containsExactly((byte) 127, (byte) 127);
  }

  @Test
  @DisplayName("FL-6: a hidden, unavailable or deleted item leaves the index at once")
  void whatMayNotBeRecommendedLeavesTheIndex() {
    live.use(new LengthModel(2), sink);
    write(0, item("a"));
    write(1, item("b"));
    write(2, item("c"));
    write(3, item("d"));

    write(4, item("a").hidden());
    write(5, item("b").unavailable());
    live.apply(0, 6, ItemId.of("c"), Optional.empty());

    assertThat(sink.vectors.keySet()).containsExactly(key("d"));
    assertThat(live.items().size()).isEqualTo(3);
  }

  @Test
  void anItemOfWhichTheModelKnowsNothingIsNotInTheIndex() {
    live.use(new LengthModel(2), sink);

    write(0, item("unknown"));

    assertThat(sink.vectors).isEmpty();
    assertThat(live.items().size()).isEqualTo(1);
  }

  @Test
  void anotherModelEmbedsEveryItemIntoItsOwnIndex() {
    live.use(new LengthModel(2), sink);
    write(0, item("a"));
    write(1, item("bb"));
    write(2, item("ccc").hidden());
    Sink next = new Sink();

    live.use(new LengthModel(4), next);
    write(3, item("dddd"));

    assertThat(next.vectors.keySet()).containsExactlyInAnyOrder(key("a"), key("bb"), key("dddd"));
    assertThat(next.vectors.get(key("bb"))).containsExactly(2, 2, 2, 2);
    assertThat(live.items().dimension()).isEqualTo(4);
    assertThat(sink.vectors).hasSize(2);
  }

  @Test
  void aModelThatEmbedsWronglyLeavesTheOldOneInPlace() {
    live.use(new LengthModel(2), sink);
    write(0, item("a"));

    assertThatThrownBy(() -> live.use(new BrokenModel(), new Sink()))
        .hasMessage("vector: got NaN, expected finite values");
    write(1, item("bb"));

    assertThat(live.items().dimension()).isEqualTo(2);
    assertThat(sink.vectors).hasSize(2);
  }

  @Test
  @DisplayName("API-3: who waits for a version is let go when it is applied")
  void whoWaitsForAVersionIsLetGoWhenItIsApplied() {
    var second = live.reached(ItemId.of("a"), 1, LONG).toCompletableFuture();
    write(0, item("a"));
    boolean early = second.isDone();

    write(1, item("a"));

    assertThat(early).isFalse();
    assertThat(second.join()).isTrue();
  }

  @Test
  void aVersionThatIsHereIsNotWaitedFor() {
    write(5, item("a"));

    assertThat(live.reached(ItemId.of("a"), 5, LONG).toCompletableFuture())
        .isCompletedWithValue(true);
    assertThat(live.reached(ItemId.of("a"), 4, LONG).toCompletableFuture())
        .isCompletedWithValue(true);
  }

  @Test
  void aDeletionIsWaitedForLikeAWrite() {
    write(0, item("a"));
    var waiting = live.reached(ItemId.of("a"), 1, LONG).toCompletableFuture();

    live.apply(0, 1, ItemId.of("a"), Optional.empty());

    assertThat(waiting.join()).isTrue();
    assertThat(live.reached(ItemId.of("a"), 1, LONG).toCompletableFuture())
        .isCompletedWithValue(true);
  }

  @Test
  void whoWaitsTooLongIsToldSo() {
    var waiting = live.reached(ItemId.of("a"), 1, Duration.ofMillis(1)).toCompletableFuture();

    assertThat(waiting.join()).isFalse();
  }

  @Test
  void waitsAreBoundedAndEndedOnesMakeRoom() {
    VersionWaits waits = new VersionWaits();
    for (int i = 0; i < VersionWaits.MAX_WAITS; i++) {
      waits.add(i, 1, LONG);
    }
    var oneTooMany = waits.add(7, 1, LONG).toCompletableFuture();

    waits.reached(7, 1);

    assertThat(oneTooMany).isCompletedWithValue(false);
    Awaitility.await().until(() -> waits.size() == VersionWaits.MAX_WAITS - 1);
  }

  private void write(long offset, Items item) {
    Item written = item.version(offset).build();
    live.apply(0, offset, written.id(), Optional.of(written));
  }

  private byte[] vector(String id) {
    return live.items().rows(new long[] {key(id)}, new ItemStatistics(), 0).vectors();
  }

  private static long key(String id) {
    return ItemId.of(id).key();
  }

  /** Remembers what an index would hold. */
  private static final class Sink implements VectorSink {
    final Map<Long, float[]> vectors = new HashMap<>();

    @Override
    public void upsert(long key, float[] vector) {
      vectors.put(key, vector);
    }

    @Override
    public void delete(long key) {
      vectors.remove(key);
    }
  }

  /** Embeds an item as the length of its id; knows nothing of "unknown". */
  private record LengthModel(int dimension) implements RetrievalModel {
    @Override
    public String version() {
      return "length@" + dimension;
    }

    @Override
    public float[] embed(Item item) {
      float[] vector = new float[dimension];
      String id = item.id().id();
      Arrays.fill(vector, id.equals("unknown") ? 0 : id.length());
      return vector;
    }

    @Override
    public float[] query(UserState user, long lastItem, long nowMillis) {
      return new float[0];
    }
  }

  private static final class BrokenModel implements RetrievalModel {
    @Override
    public String version() {
      return "broken@1";
    }

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public float[] embed(Item item) {
      return new float[] {Float.NaN};
    }

    @Override
    public float[] query(UserState user, long lastItem, long nowMillis) {
      return new float[0];
    }
  }
}
