package reco.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reco.lab.data.UserInteraction;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.InteractionType;
import reco.model.item.Item;

class WorldTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private static final World WORLD = World.generate(WorldSettings.standard(1, CLOCK));
  private static final Map<Long, Item> ITEMS =
      WORLD.dataset().items().stream()
          .collect(Collectors.toMap(item -> item.id().key(), item -> item));
  private static final long END = WORLD.settings().endMillis();

  @Test
  void theSameSeedMakesTheSameWorldAndAnotherSeedAnother() {
    World again = World.generate(WorldSettings.standard(1, CLOCK));
    World other = World.generate(WorldSettings.standard(2, CLOCK));

    assertThat(again.dataset()).isEqualTo(WORLD.dataset());
    assertThat(other.dataset()).isNotEqualTo(WORLD.dataset());
  }

  @Test
  void theStandardWorldHasTheSizeThatItPromises() {
    var dataset = WORLD.dataset();

    assertThat(dataset.items()).hasSize(3_000);
    assertThat(dataset.profiles()).hasSize(1_000);
    assertThat(dataset.interactions().size()).isBetween(55_000, 85_000);
  }

  @Test
  void theRecordRunsOverThirtyDaysUpToAMinuteAgo() {
    var interactions = WORLD.dataset().interactions();

    assertThat(interactions).isSortedAccordingTo((a, b) -> Long.compare(time(a), time(b)));
    assertThat(time(interactions.getFirst()))
        .isBetween(WORLD.settings().startMillis(), WORLD.settings().startMillis() + 3_600_000);
    assertThat(time(interactions.getLast())).isBetween(END - 3_600_000, END);
  }

  @Test
  void titlesAreReadableAndEachIsThereOnce() {
    var titles = WORLD.dataset().items().stream().map(Item::title).toList();

    assertThat(new HashSet<>(titles)).hasSameSizeAs(titles);
    assertThat(titles).allMatch(title -> title.matches("\\p{Lu}[\\p{L}', 0-9]+"));
  }

  @Test
  void eachInteractionCarriesCategoryAndCreatorOfItsItem() {
    assertThat(WORLD.dataset().interactions())
        .allSatisfy(entry -> {
          Item item = ITEMS.get(entry.interaction().item());
          assertThat(entry.interaction().subject().category()).isEqualTo(item.primaryCategory());
          assertThat(entry.interaction().subject().creator()).isEqualTo(item.creator());
        });
  }

  @Test
  void eventIdsAreUnique() {
    var ids = WORLD.dataset().interactions().stream().map(e -> e.interaction().eventId()).toList();

    assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
  }

  @Test
  void nobodyMeetsAnItemBeforeItIsPublishedOrOneThatIsNotForThem() {
    assertThat(WORLD.dataset().interactions())
        .filteredOn(entry -> entry.interaction().type() == InteractionType.CLICK)
        .allSatisfy(entry -> assertThat(probability(entry)).isPositive());
  }

  @Test
  void itemsAreNewOnEveryDay() {
    long day = 24 * 3_600_000L;

    var newPerDay =
        WORLD.dataset().items().stream()
            .filter(item -> item.publishMillis() >= WORLD.settings().startMillis())
            .collect(Collectors.groupingBy(item -> (END - item.publishMillis()) / day));

    assertThat(newPerDay).hasSizeBetween(30, 31);
    assertThat(newPerDay.get(0L)).hasSizeGreaterThan(5);
  }

  @Test
  void aFewItemsHaveManyClicksAndManyHaveFew() {
    var clicks =
        clicks().stream()
            .collect(Collectors.groupingBy(e -> e.interaction().item(), Collectors.counting()))
            .values()
            .stream()
            .sorted((a, b) -> Long.compare(b, a))
            .toList();

    long all = clicks.stream().mapToLong(Long::longValue).sum();
    long top = clicks.stream().limit(300).mapToLong(Long::longValue).sum();
    assertThat(top).as("a tenth of the items").isBetween(all / 4, all * 3 / 4);
  }

  @Test
  void theTruthKnowsBetterThanPopularity() {
    List<ItemId> popular = popular(10);

    double best = 0;
    double popularity = 0;
    for (UserId user : users()) {
      best += WORLD.truth().expectedReward(user, WORLD.truth().best(user, END, 10), END);
      popularity += WORLD.truth().expectedReward(user, popular, END);
    }

    assertThat(best).isGreaterThan(3 * popularity);
  }

  @Test
  void tastesDrift() {
    long start = WORLD.settings().startMillis();

    double lost = 0;
    for (UserId user : users()) {
      var before = WORLD.truth().best(user, start, 20);
      var after = WORLD.truth().best(user, END, 20);
      lost += before.stream().filter(item -> !after.contains(item)).count() / 20.0;
    }

    assertThat(lost / users().size()).isBetween(0.3, 0.95);
  }

  @Test
  void theNextPartOfASeriesIsWantedMoreThanAnyOther() {
    var parts =
        WORLD.dataset().items().stream()
            .filter(item -> item.publishMillis() < WORLD.settings().startMillis())
            .collect(Collectors.toMap(Item::title, item -> item, (a, _) -> a));
    Item second =
        parts.values().stream()
            .filter(item -> item.title().endsWith(", Part 2") && item.minAge() == 0)
            .filter(item -> item.regions().isEmpty())
            .findFirst()
            .orElseThrow();
    Item first = parts.get(second.title().replace(", Part 2", ""));
    UserId user = UserId.of("u1");

    double cold = WORLD.truth().probability(user, second.id(), END);
    double afterTheFirst = WORLD.truth().probability(user, second.id(), END, first.id());

    assertThat(afterTheFirst).isGreaterThan(cold + 0.1);
  }

  /** Hit rate of the next click among ten: what people do next follows from what they just did. */
  @Test
  void followingTheLastItemFindsTheNextClickMoreOftenThanPopularityDoes() {
    long split = END - 5 * 24 * 3_600_000L;
    var following = new Following();
    clicks().stream().filter(e -> time(e) < split).forEach(following::learn);
    List<Long> popular = popular(10).stream().map(ItemId::key).toList();

    int followed = 0;
    int popularHits = 0;
    int asked = 0;
    for (UserInteraction click : clicks()) {
      if (time(click) >= split) {
        asked++;
        followed += following.next(click.user()).contains(click.interaction().item()) ? 1 : 0;
        popularHits += popular.contains(click.interaction().item()) ? 1 : 0;
        following.learn(click);
      }
    }

    assertThat(asked).isGreaterThan(1_000);
    assertThat(followed).isGreaterThan(2 * popularHits);
  }

  private static double probability(UserInteraction entry) {
    return WORLD
        .truth()
        .probability(entry.user(), ITEMS.get(entry.interaction().item()).id(), time(entry));
  }

  private static List<UserInteraction> clicks() {
    return WORLD.dataset().interactions().stream()
        .filter(entry -> entry.interaction().type() == InteractionType.CLICK)
        .toList();
  }

  private static List<ItemId> popular(int count) {
    return clicks().stream()
        .collect(Collectors.groupingBy(e -> e.interaction().item(), Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.<Long, Long>comparingByValue().reversed())
        .limit(count)
        .map(entry -> ITEMS.get(entry.getKey()).id())
        .toList();
  }

  private static List<UserId> users() {
    return IntStream.rangeClosed(1, 100).mapToObj(n -> UserId.of("u" + n)).toList();
  }

  private static long time(UserInteraction entry) {
    return entry.interaction().timeMillis();
  }
}
