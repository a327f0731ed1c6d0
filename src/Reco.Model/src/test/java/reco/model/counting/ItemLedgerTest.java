package reco.model.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import reco.model.id.UserId;
import reco.model.interaction.InteractionType;
import reco.model.item.ItemStats;
import reco.model.item.StatisticsSettings;

class ItemLedgerTest {
  private static final StatisticsSettings SMALL =
      new StatisticsSettings(
          12, 100, 5, 0.3, 6, 4, Duration.ofMinutes(30), Duration.ofMinutes(5), 4, 2);

  private final ItemLedger ledger = new ItemLedger(SMALL);

  @Property(tries = 50)
  @Label("kept at any moment, a ledger goes on to the bit as the one that was never kept")
  void keptAtAnyMomentALedgerGoesOnToTheBit(@ForAll Random random) {
    List<ItemDelta> deltas = deltas(random);
    ItemLedger uninterrupted = new ItemLedger(SMALL);
    ItemLedger restored = new ItemLedger(SMALL);
    for (ItemDelta delta : deltas) {
      uninterrupted.apply(delta);
      restored.apply(delta);
      if (random.nextInt(20) == 0) {
        long now = delta.timeMillis() + random.nextInt(100_000);
        uninterrupted.advance(now);
        restored.advance(now);
      }
      if (random.nextInt(20) == 0) {
        assertThat(drained(restored)).isEqualTo(drained(uninterrupted));
      }
      if (random.nextInt(30) == 0) {
        restored = ItemLedger.of(SMALL, restored.image());
      }
    }
    assertThat(texts(restored.image())).isEqualTo(texts(uninterrupted.image()));
    for (long day = 0; day < 40; day += 3) {
      long now = deltas.getLast().timeMillis() + day * 86_400_000;
      restored.advance(now);
      uninterrupted.advance(now);
      assertThat(drained(restored)).isEqualTo(drained(uninterrupted));
    }
  }

  /** All changes, by item: their order alone is not kept. */
  private static List<String> drained(ItemLedger ledger) {
    return ledger.drainChanges(7, Integer.MAX_VALUE).stream()
        .sorted(Comparator.comparingLong(ItemStats::item))
        .map(ItemLedgerTest::text)
        .toList();
  }

  private static String text(ItemStats stats) {
    return switch (stats) {
      case ItemStats.Counts(long item, long offset, float[] values, var trend, var regions) ->
          List.of(item, offset, Arrays.toString(values), trend, regions).toString();
      case ItemStats.Neighbours(
              long item,
              long offset,
              long epoch,
              float visits,
              long[] items,
              float[] weights) ->
          List.of(item, offset, epoch, visits, Arrays.toString(items), Arrays.toString(weights))
              .toString();
    };
  }

  private static List<String> texts(LedgerImage image) {
    return image.items().stream()
        .map(item ->
            List.of(
                    item.item(),
                    Arrays.toString(item.counts()),
                    item.ratingSum(),
                    item.trend(),
                    item.regions(),
                    item.neighbours().epoch(),
                    item.neighbours().visits(),
                    Arrays.toString(item.neighbours().items()),
                    Arrays.toString(item.neighbours().weights()))
                .toString())
        .toList();
  }

  private static List<ItemDelta> deltas(Random random) {
    List<ItemDelta> deltas = new ArrayList<>();
    Visitors visitors = new Visitors(100, SMALL.window());
    long time = 1_700_000_000_000L;
    for (int i = 0; i < 200; i++) {
      time += (long) (60_000 * Math.pow(random.nextDouble(), 8) * 10_000);
      var type = InteractionType.ofOrdinal(random.nextInt(InteractionType.count()));
      var user = UserId.of("u" + random.nextInt(5));
      visitors.observe(user, Events.profile("C" + random.nextInt(4), i), deltas::add);
      visitors.observe(
          user, Events.interaction(type, 1 + random.nextInt(15), 4, time, "e" + i), deltas::add);
    }
    return deltas;
  }

  @Test
  void whatChangedIsHandedOutOnceTheOldestChangeFirst() {
    ledger.apply(new ItemDelta.Followed(2, 0, 1, 1));
    ledger.apply(click(1, 0));
    ledger.apply(new ItemDelta.Followed(2, 0, 1, 1));

    List<ItemStats> first = ledger.drainChanges(10, 1);
    List<ItemStats> rest = ledger.drainChanges(11, 5);

    assertThat(first).singleElement().isInstanceOf(ItemStats.Neighbours.class);
    assertThat(first.getFirst().item()).isEqualTo(2);
    assertThat(rest).singleElement().isInstanceOf(ItemStats.Counts.class);
    assertThat(rest.getFirst().offset()).isEqualTo(11);
    assertThat(ledger.drainChanges(12, 5)).isEmpty();
    assertThat(ledger.isChanged()).isFalse();
  }

  @Test
  void aCountThatLeavesItsWindowIsAChange() {
    ledger.apply(click(1, 0));
    ledger.drainChanges(1, 5);

    ledger.advance(Duration.ofHours(2).toMillis());

    assertThat(ledger.isChanged()).isTrue();
  }

  @Test
  void theStrongestNeighboursAreServed() {
    for (int next = 1; next <= 6; next++) {
      for (int times = 0; times < next; times++) {
        ledger.apply(new ItemDelta.Followed(9, 0, next, 1));
      }
    }

    var stats = (ItemStats.Neighbours) ledger.drainChanges(1, 1).getFirst();

    assertThat(stats.items()).containsExactly(3, 4, 5, 6);
    assertThat(stats.weights()).containsExactly(3, 4, 5, 6);
  }

  @Test
  void itemsBeyondTheLimitAreNotCounted() {
    for (int item = 1; item <= SMALL.items() + 3; item++) {
      ledger.apply(click(item, 0));
    }

    assertThat(ledger.size()).isEqualTo(SMALL.items());
    assertThat(ledger.uncounted()).isEqualTo(3);
  }

  private static ItemDelta click(long item, long timeMillis) {
    return new ItemDelta.Interacted(
        item, timeMillis, InteractionType.CLICK, 0, "", ItemDelta.Visit.NONE);
  }
}
