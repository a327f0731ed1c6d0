package reco.model.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.ProfileChange;
import reco.model.pipeline.SourceAnswer;
import reco.model.profile.Profile;

class ItemStatisticsTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long YEAR = 365 * DAY;
  private static final long NOW = 20_000 * DAY;

  private final ItemStatistics statistics = new ItemStatistics();
  private final Events events = new Events(statistics);

  @Test
  @DisplayName("EV-4: replaying any stretch of the log changes no counter")
  void replayingAStretchOfTheLogChangesNothing() {
    List<Observation> log = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      log.add(Events.observation(InteractionType.CLICK, 1 + i % 7, 0, NOW, "e" + i, i));
    }
    UserId user = UserId.of("u");
    log.forEach(observation -> statistics.apply(user, observation));
    float[] before = statistics.values(new long[] {1, 2, 3});

    log.subList(100, 300).forEach(observation -> statistics.apply(user, observation));

    assertThat(statistics.values(new long[] {1, 2, 3})).containsExactly(before);
  }

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
  void offsetsOfDifferentPartitionsAndTopicsAreTheirOwn() {
    UserId user = UserId.of("u");
    Observation first = Events.observation(InteractionType.CLICK, 1, 0, NOW, "a", 5);

    statistics.apply(user, first);
    statistics.apply(user, moved(first, "b", new LogPosition(7, 1, 5)));
    statistics.apply(user, moved(first, "c", new LogPosition(8, 0, 5)));
    statistics.apply(user, moved(first, "d", new LogPosition(8, 0, 5)));

    assertThat(value(1, ItemStatistic.CLICKS)).isEqualTo(3);
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
  void aProfileChangeOrASearchCountsForNoItem() {
    statistics.apply(
        UserId.of("u"),
        new Observation(new ProfileChange("p", NOW, Profile.UNKNOWN), new LogPosition(7, 0, 1)));
    statistics.apply(UserId.of("u"), Events.observation(InteractionType.SEARCH, 0, 0, NOW, "s", 2));

    assertThat(statistics.size()).isZero();
  }

  @Property(tries = 30)
  @Label("EV-8: the windows agree with a count over all events, to a tile")
  void theWindowsAgreeWithACountOverAllEvents(@ForAll Random random) {
    ItemStatistics counted = new ItemStatistics();
    Events log = new Events(counted);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long age = (long) Math.pow(10, 3 + 6.7 * random.nextDouble());
      times.add(NOW - age);
      log.apply("u" + i, InteractionType.CLICK, 1, NOW - age);
    }

    counted.refresh(NOW);

    assertThat(counted.value(1, ItemStatistic.LAST_HOUR, NOW))
        .isEqualTo(since(times, NOW, 5 * MINUTE, 12));
    assertThat(counted.value(1, ItemStatistic.LAST_DAY, NOW))
        .isEqualTo(since(times, NOW, HOUR, 24));
    assertThat(counted.value(1, ItemStatistic.LAST_30_DAYS, NOW))
        .isEqualTo(since(times, NOW, DAY, 30));
  }

  private static float since(List<Long> times, long now, long tile, int tiles) {
    long oldest = (now / tile - tiles + 1) * tile;
    return (float) times.stream().filter(time -> time >= oldest).count();
  }

  @Test
  void countsLeaveTheirWindowsAsTimeGoesBy() {
    statistics.refresh(NOW);
    events.apply("u", InteractionType.CLICK, 1, NOW);

    statistics.refresh(NOW + HOUR);
    float[] anHourLater = windows();
    statistics.refresh(NOW + DAY);
    float[] aDayLater = windows();
    statistics.refresh(NOW + 30 * DAY);

    assertThat(anHourLater).containsExactly(0, 1, 1);
    assertThat(aDayLater).containsExactly(0, 0, 1);
    assertThat(windows()).containsExactly(0, 0, 0);
    assertThat(value(1, ItemStatistic.POSITIVES)).isEqualTo(1);
  }

  @Test
  void anEventFromTheFarFutureDoesNotEmptyTheWindows() {
    statistics.refresh(NOW);
    events.apply("u", InteractionType.CLICK, 1, NOW);

    events.apply("liar", InteractionType.CLICK, 2, NOW + 400 * DAY);

    assertThat(windows()).containsExactly(1, 1, 1);
    assertThat(value(2, ItemStatistic.LAST_HOUR)).isEqualTo(1);
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

    statistics.refresh(NOW);

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

    statistics.refresh(NOW);

    SourceAnswer trending = statistics.trending("trending", 2);
    assertThat(trending.items()[0]).isEqualTo(2);
    assertThat(statistics.popular("popular", 2).items()).containsExactly(2, 1);
  }

  @Test
  void anInteractionCountsHalfForTrendingAfterItsHalfLife() {
    events.apply("a", InteractionType.CLICK, 1, NOW);
    statistics.refresh(NOW);
    float fresh = statistics.trending("trending", 1).scores()[0];

    statistics.refresh(NOW + StatisticsSettings.STANDARD.trendingHalfLife().toMillis());

    assertThat(statistics.trending("trending", 1).scores()[0]).isEqualTo(fresh / 2);
  }

  @Test
  void yearsOfDecayLoseNoOrder() {
    for (int year = 0; year < 20; year++) {
      events.apply("u" + year, InteractionType.CLICK, 1 + year, NOW + year * YEAR);
    }
    events.apply("v", InteractionType.CLICK, 19, NOW + 19 * YEAR);

    statistics.refresh(NOW + 19 * YEAR);

    assertThat(statistics.trending("trending", 3).items()).startsWith(19, 20);
    assertThat(statistics.trending("trending", 1).scores()).doesNotContain(Float.NaN);
  }

  @Test
  @DisplayName("CG-6: lists have the count that is asked for, at most 500")
  void listsHaveTheCountThatIsAskedFor() {
    for (int item = 1; item <= 600; item++) {
      events.apply("u" + item, InteractionType.CLICK, item, NOW);
    }

    statistics.refresh(NOW);

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

    statistics.refresh(NOW);

    assertThat(value(1, ItemStatistic.POPULARITY_RANK)).isZero();
    assertThat(value(4, ItemStatistic.POPULARITY_RANK)).isEqualTo(0.75f);
  }

  @Test
  void itemsBeyondTheLimitAreCountedAsUncounted() {
    var small =
        new ItemStatistics(new StatisticsSettings(2, 10, 10, 0.3f, 8, Duration.ofHours(1), 4));
    Events log = new Events(small);

    for (int item = 1; item <= 5; item++) {
      log.apply("u", InteractionType.CLICK, item, NOW);
    }

    assertThat(small.size()).isEqualTo(2);
    assertThat(small.uncounted()).isEqualTo(3);
    assertThat(small.value(5, ItemStatistic.CLICKS, NOW)).isZero();
  }

  @Test
  void theUserLeastRecentlyActiveIsForgottenFirst() {
    Visitors visitors = new Visitors(2, 10);
    Visitor first = visitors.get(UserId.of("first"));
    visitors.get(UserId.of("second"));

    visitors.get(UserId.of("first"));
    visitors.get(UserId.of("third"));

    assertThat(visitors.size()).isEqualTo(2);
    assertThat(visitors.get(UserId.of("first"))).isSameAs(first);
  }

  private float[] windows() {
    return new float[] {
      value(1, ItemStatistic.LAST_HOUR),
      value(1, ItemStatistic.LAST_DAY),
      value(1, ItemStatistic.LAST_30_DAYS)
    };
  }

  private float value(long item, ItemStatistic statistic) {
    return statistics.value(item, statistic, NOW);
  }

  private static Observation moved(Observation observation, String id, LogPosition to) {
    var interaction = (Interaction) observation.event();
    return new Observation(
        Events.observation(interaction.type(), interaction.item(), 0, NOW, id, 0).event(), to);
  }
}
