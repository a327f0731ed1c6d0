package reco.model.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import reco.model.id.UserId;
import reco.model.interaction.InteractionType;
import reco.model.interaction.UserEvent;
import reco.model.item.ItemStatistic;
import reco.model.item.ItemStatistics;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.SourceAnswer;

/** A replay on one thread serves, to the bit, what the partitions of a live system serve. */
class PartitionsTest {
  private static final StatisticsSettings SETTINGS = StatisticsSettings.STANDARD;
  private static final int ITEMS = 40;

  @Property(tries = 30)
  @Label("TR-2, FS-3: item-side values of a replay are those that serving sees")
  void itemSideValuesOfAReplayAreThoseThatServingSees(@ForAll Random random) {
    var replay = new ItemSide(SETTINGS);
    var live = new Live();
    long now = 1_700_000_000_000L;
    for (int i = 0; i < 400; i++) {
      now += (long) (3_600_000 * random.nextDouble());
      UserEvent event =
          random.nextInt(12) == 0
              ? Events.profile("C" + random.nextInt(3), now)
              : Events.interaction(
                  InteractionType.ofOrdinal(random.nextInt(InteractionType.count())),
                  1 + random.nextInt(ITEMS),
                  1 + random.nextInt(5),
                  now,
                  "e" + i);
      int user = random.nextInt(9);
      replay.apply(UserId.of("u" + user), event);
      live.observe(user, event);
      if (random.nextInt(10) == 0) {
        live.publish(now);
        replay.published(now);
      }
    }

    live.publish(now);
    live.served.refresh(now, item -> "category " + item % 3);
    replay.published(now).refresh(now, item -> "category " + item % 3);

    assertThat(reads(live.served)).isEqualTo(reads(replay.published(now)));
  }

  /** As many of each as a live system has, or at least more than one. */
  private static final class Live {
    private final List<Visitors> visitors =
        IntStream.range(0, 4).mapToObj(_ -> new Visitors(1_000, SETTINGS.window())).toList();
    private final List<ItemLedger> ledgers =
        IntStream.range(0, 3).mapToObj(_ -> new ItemLedger(SETTINGS)).toList();
    private final ItemStatistics served = new ItemStatistics(SETTINGS);

    void observe(int user, UserEvent event) {
      visitors
          .get(user % visitors.size())
          .observe(
              UserId.of("u" + user),
              event,
              delta -> ledgers.get(ItemDelta.partition(delta.item(), ledgers.size())).apply(delta));
    }

    void publish(long nowMillis) {
      ledgers.forEach(ledger -> {
        ledger.advance(nowMillis);
        ledger.drainChanges(1, Integer.MAX_VALUE).forEach(served::put);
      });
    }
  }

  /** All that serving can read. */
  private static List<List<?>> reads(ItemStatistics statistics) {
    return List.of(
        LongStream.rangeClosed(1, ITEMS)
            .boxed()
            .flatMap(item ->
                IntStream.range(0, ItemStatistic.COUNT)
                    .mapToObj(i -> statistics.value(item, ItemStatistic.values()[i])))
            .toList(),
        LongStream.rangeClosed(1, ITEMS)
            .mapToObj(
                item -> answer(statistics.coVisited("c", new long[] {item, 1 + item % 7}, 50)))
            .toList(),
        answer(statistics.trending("t", 50)),
        answer(statistics.popular("p", 50)),
        answer(statistics.trendingInRegion("r", "C1", 50)),
        answer(statistics.trendingInCategory("c", "category 1", 50)));
  }

  private static List<Object> answer(SourceAnswer answer) {
    return IntStream.range(0, answer.items().length)
        .<Object>mapToObj(i -> List.of(answer.items()[i], answer.scores()[i], answer.anchors()[i]))
        .toList();
  }
}
