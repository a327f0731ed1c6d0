package reco.model.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reco.model.interaction.InteractionType;
import reco.model.item.ItemStatistic;
import reco.model.item.ItemStatistics;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.SourceAnswer;

class ItemSideTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long YEAR = 365 * DAY;
  private static final long NOW = 20_000 * DAY;

  private final Events events = new Events();

  @Test
  void anEventSentTwiceCountsOnce() {
    events.apply("u", InteractionType.CLICK, 1, 0, NOW, "same");
    events.apply("u", InteractionType.CLICK, 1, 0, NOW, "same");

    assertThat(value(1, ItemStatistic.CLICKS)).isEqualTo(1);
  }

  @Test
  void theSameEventIdOfAnotherUserCounts() {
    events.apply("u", InteractionType.CLICK, 1, 0, NOW, "same");
    events.apply("v", InteractionType.CLICK, 1, 0, NOW, "same");

    assertThat(value(1, ItemStatistic.CLICKS)).isEqualTo(2);
  }

  @Test
  void anEventIdIsKnownForTheUsersNext31Events() {
    events.apply("u", InteractionType.CLICK, 1, 0, NOW, "first");
    for (int i = 0; i < 31; i++) {
      events.apply("u", InteractionType.CLICK, 2, 0, NOW, "other " + i);
    }

    events.apply("u", InteractionType.CLICK, 1, 0, NOW, "first");

    assertThat(value(1, ItemStatistic.CLICKS)).isEqualTo(1);
  }

  @Test
  @DisplayName("API-10: each type is counted where it belongs")
  void eachTypeIsCountedWhereItBelongs() {
    for (InteractionType type : InteractionType.values()) {
      events.apply("u", type, 1, 4, NOW, "of " + type);
    }

    assertThat(value(1, ItemStatistic.IMPRESSIONS)).isEqualTo(1);
    assertThat(value(1, ItemStatistic.CLICKS)).isEqualTo(1);
    assertThat(value(1, ItemStatistic.COMPLETIONS)).isEqualTo(1);
    assertThat(value(1, ItemStatistic.SKIPS)).isEqualTo(1);
    assertThat(value(1, ItemStatistic.LIKES)).isEqualTo(1);
    assertThat(value(1, ItemStatistic.DISLIKES)).isEqualTo(3);
    assertThat(value(1, ItemStatistic.PURCHASES)).isEqualTo(1);
    assertThat(value(1, ItemStatistic.RATINGS)).isEqualTo(1);
    assertThat(value(1, ItemStatistic.RATING_SUM)).isEqualTo(4);
    assertThat(value(1, ItemStatistic.POSITIVES)).isEqualTo(10);
    assertThat(value(1, ItemStatistic.USERS)).isEqualTo(1);
  }

  @Test
  void aLowRatingIsNoTrend() {
    events.rate("u", 1, 2, NOW);

    assertThat(value(1, ItemStatistic.RATINGS)).isEqualTo(1);
    assertThat(value(1, ItemStatistic.POSITIVES)).isZero();
    assertThat(value(1, ItemStatistic.USERS)).isZero();
    assertThat(events.side.ranked(NOW).trending("trending", 10).items()).isEmpty();
  }

  @Test
  void aProfileChangeOrASearchCountsForNoItem() {
    events.move("u", "SE", NOW);
    events.apply("u", InteractionType.SEARCH, 0, NOW);

    assertThat(events.side.ranked(NOW).size()).isZero();
  }

  @Property(tries = 30)
  @Label("EV-8: the windows agree with a count over all events, to a tile")
  void theWindowsAgreeWithACountOverAllEvents(@ForAll Random random) {
    Events log = new Events();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long age = (long) Math.pow(10, 3 + 6.7 * random.nextDouble());
      times.add(NOW - age);
      log.apply("u" + i, InteractionType.CLICK, 1, NOW - age);
    }

    ItemStatistics counted = log.side.ranked(NOW);

    assertThat(counted.value(1, ItemStatistic.LAST_HOUR))
        .isEqualTo(since(times, NOW, 5 * MINUTE, 12));
    assertThat(counted.value(1, ItemStatistic.LAST_DAY)).isEqualTo(since(times, NOW, HOUR, 24));
    assertThat(counted.value(1, ItemStatistic.LAST_30_DAYS)).isEqualTo(since(times, NOW, DAY, 30));
  }

  private static float since(List<Long> times, long now, long tile, int tiles) {
    long oldest = (now / tile - tiles + 1) * tile;
    return (float) times.stream().filter(time -> time >= oldest).count();
  }

  @Test
  void countsLeaveTheirWindowsAsTimeGoesBy() {
    events.apply("u", InteractionType.CLICK, 1, NOW);

    assertThat(windows(NOW)).containsExactly(1, 1, 1);
    assertThat(windows(NOW + HOUR)).containsExactly(0, 1, 1);
    assertThat(windows(NOW + DAY)).containsExactly(0, 0, 1);
    assertThat(windows(NOW + 30 * DAY)).containsExactly(0, 0, 0);
    assertThat(value(1, ItemStatistic.POSITIVES)).isEqualTo(1);
  }

  @Test
  @DisplayName("CG-6: a surge trends above what is steadily popular")
  void aSurgeTrendsAboveWhatIsSteadilyPopular() {
    for (int hour = 0; hour < 700; hour++) {
      events.apply("a" + hour, InteractionType.CLICK, 1, NOW - hour * HOUR);
      events.apply("b" + hour, InteractionType.CLICK, 1, NOW - hour * HOUR);
    }
    for (int i = 0; i < 40; i++) {
      events.apply("c" + i, InteractionType.CLICK, 2, NOW - i * MINUTE);
    }

    ItemStatistics statistics = events.side.ranked(NOW);

    assertThat(statistics.trending("trending", 10).items()).containsExactly(2, 1);
    assertThat(statistics.popular("popular", 10).items()).containsExactly(1, 2);
  }

  @Test
  void trendingFadesAndPopularityOfFormerTimesStaysLast() {
    for (int i = 0; i < 50; i++) {
      events.apply("a" + i, InteractionType.CLICK, 1, NOW - 400 * DAY);
      events.apply("b" + i, InteractionType.CLICK, 1, NOW - 400 * DAY);
    }
    events.apply("c", InteractionType.CLICK, 2, NOW);

    ItemStatistics statistics = events.side.ranked(NOW);

    SourceAnswer trending = statistics.trending("trending", 2);
    assertThat(trending.items()[0]).isEqualTo(2);
    assertThat(statistics.popular("popular", 2).items()).containsExactly(2, 1);
  }

  @Test
  void anInteractionCountsHalfForTrendingAfterItsHalfLife() {
    events.apply("a", InteractionType.CLICK, 1, NOW);
    ItemStatistics statistics = events.side.ranked(NOW);
    float fresh = statistics.trending("trending", 1).scores()[0];

    statistics =
        events.side.ranked(NOW + StatisticsSettings.STANDARD.trendingHalfLife().toMillis());

    assertThat(statistics.trending("trending", 1).scores()[0]).isEqualTo(fresh / 2);
  }

  @Test
  void yearsOfDecayLoseNoOrder() {
    for (int year = 0; year < 20; year++) {
      events.apply("u" + year, InteractionType.CLICK, 1 + year, NOW + year * YEAR);
    }
    events.apply("v", InteractionType.CLICK, 19, NOW + 19 * YEAR);

    ItemStatistics statistics = events.side.ranked(NOW + 19 * YEAR);

    assertThat(statistics.trending("trending", 3).items()).startsWith(19, 20);
    assertThat(statistics.trending("trending", 1).scores()).doesNotContain(Float.NaN);
  }

  @Test
  @DisplayName("CG-6: lists have the count that is asked for, at most 500")
  void listsHaveTheCountThatIsAskedFor() {
    for (int item = 1; item <= 600; item++) {
      events.apply("u" + item, InteractionType.CLICK, item, NOW);
    }

    ItemStatistics statistics = events.side.ranked(NOW);

    assertThat(statistics.popular("popular", 50).items()).hasSize(50);
    assertThat(statistics.trending("trending", 5_000).items()).hasSize(500);
  }

  @Test
  void aPopularityRankIsTheShareOfItemsWithFewer() {
    for (int item = 1; item <= 4; item++) {
      for (int i = 0; i < item; i++) {
        events.apply("u" + i, InteractionType.CLICK, item, NOW);
      }
    }

    ItemStatistics statistics = events.side.ranked(NOW);

    assertThat(value(1, ItemStatistic.POPULARITY_RANK)).isZero();
    assertThat(value(4, ItemStatistic.POPULARITY_RANK)).isEqualTo(0.75f);
  }

  @Test
  @DisplayName("CG-6: what trends in a region is what its users turn to")
  void whatTrendsInARegionIsWhatItsUsersTurnTo() {
    for (int i = 0; i < 30; i++) {
      String user = "u" + i;
      events.move(user, i % 3 == 0 ? "SE" : "US", NOW - DAY);
      events.apply(user, InteractionType.CLICK, i % 3 == 0 ? 1 : 2, NOW - MINUTE);
    }
    events.apply("nobody knows where", InteractionType.CLICK, 3, NOW);

    ItemStatistics statistics = events.side.ranked(NOW);

    assertThat(statistics.trendingInRegion("r", "SE", 10).items()).containsExactly(1);
    assertThat(statistics.trendingInRegion("r", "US", 10).items()).containsExactly(2);
    assertThat(statistics.trendingInRegion("r", "FR", 10).items()).isEmpty();
    assertThat(statistics.trending("t", 10).items()).containsExactly(2, 1, 3);
  }

  @Test
  @DisplayName("CG-6: in a region, too, a surge trends above what is steadily popular")
  void inARegionASurgeTrendsAboveWhatIsSteadilyPopular() {
    for (int hour = 0; hour < 700; hour++) {
      events.move("a" + hour, "SE", NOW - 800 * HOUR);
      events.apply("a" + hour, InteractionType.CLICK, 1, NOW - (700 - hour) * HOUR);
    }
    for (int i = 0; i < 15; i++) {
      events.move("b" + i, "SE", NOW - HOUR);
      events.apply("b" + i, InteractionType.CLICK, 2, NOW - i * MINUTE);
    }

    ItemStatistics statistics = events.side.ranked(NOW);

    assertThat(statistics.trendingInRegion("r", "SE", 10).items()).containsExactly(2, 1);
  }

  @Test
  @DisplayName("CG-6: what trends is listed by category, too")
  void whatTrendsIsListedByCategory() {
    for (int item = 1; item <= 6; item++) {
      for (int i = 0; i < item; i++) {
        events.apply("u" + i, InteractionType.CLICK, item, NOW - i);
      }
    }

    ItemStatistics statistics = events.side.ranked(NOW);
    statistics.refresh(NOW, item -> item % 2 == 0 ? "even" : "odd");

    assertThat(statistics.trendingInCategory("c", "even", 10).items()).containsExactly(6, 4, 2);
    assertThat(statistics.trendingInCategory("c", "odd", 2).items()).containsExactly(5, 3);
  }

  @Test
  void ofMoreRegionsThanAreKeptTheLeastRecentGivesWay() {
    int kept = StatisticsSettings.STANDARD.regions();
    for (int i = 0; i <= kept; i++) {
      events.move("u" + i, "R" + i, NOW - DAY);
      events.apply("u" + i, InteractionType.CLICK, 1, NOW + i);
    }

    ItemStatistics statistics = events.side.ranked(NOW + kept);

    assertThat(statistics.trendingInRegion("r", "R0", 1).items()).isEmpty();
    assertThat(statistics.trendingInRegion("r", "R1", 1).items()).containsExactly(1);
    assertThat(statistics.trendingInRegion("r", "R" + kept, 1).items()).containsExactly(1);
  }

  private float[] windows(long nowMillis) {
    ItemStatistics statistics = events.side.ranked(nowMillis);
    return new float[] {
      statistics.value(1, ItemStatistic.LAST_HOUR),
      statistics.value(1, ItemStatistic.LAST_DAY),
      statistics.value(1, ItemStatistic.LAST_30_DAYS)
    };
  }

  private float value(long item, ItemStatistic statistic) {
    return events.side.ranked(NOW).value(item, statistic);
  }
}
