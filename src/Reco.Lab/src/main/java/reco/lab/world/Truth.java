package reco.lab.world;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import reco.model.id.ItemId;
import reco.model.id.UserId;

/**
 * What is true of a world and no recommender is told: how likely each person is to take each item
 * at any time. Tests measure recommenders against it.
 */
public final class Truth {
  private static final double BASE = -2.6;
  private static final long DAY_MILLIS = 24 * 60 * 60_000L;

  private final WorldSettings settings;
  private final Map<UserId, Person> people;
  private final Map<ItemId, Work> works;

  Truth(WorldSettings settings, List<Person> people, List<Work> works) {
    this.settings = settings;
    this.people = people.stream().collect(Collectors.toMap(Person::id, Function.identity()));
    this.works =
        works.stream().collect(Collectors.toMap(work -> work.item().id(), Function.identity()));
  }

  /**
   * The probability, 0 to 1, that a person who looks at an item clicks it, whatever came before; 0
   * for an item that is not published yet, not licensed in the person's country, or not for the
   * person's age.
   *
   * @throws IllegalArgumentException for a person or an item that is not of this world
   */
  public double probability(UserId user, ItemId item, long timeMillis) {
    return probability(person(user), work(item), timeMillis, Optional.empty());
  }

  /** The same straight after another item: the next part, the same creator and genre gain. */
  public double probability(UserId user, ItemId item, long timeMillis, ItemId after) {
    return probability(person(user), work(item), timeMillis, Optional.of(work(after)));
  }

  /** Expected clicks on a slate, best position first, with attention falling by position. */
  public double expectedReward(UserId user, List<ItemId> slate, long timeMillis) {
    double reward = 0;
    for (int position = 0; position < slate.size(); position++) {
      reward += attention(position) * probability(user, slate.get(position), timeMillis);
    }
    return reward;
  }

  /** The items that the person is most likely to take, best first. */
  public List<ItemId> best(UserId user, long timeMillis, int count) {
    Person person = person(user);
    return works.values().stream()
        .sorted(
            Comparator.comparingDouble(
                    (Work work) -> -probability(person, work, timeMillis, Optional.empty()))
                .thenComparing(work -> work.item().id().id()))
        .limit(count)
        .map(work -> work.item().id())
        .toList();
  }

  /** The probability that a person looks at a position of a page at all; 0 is the first. */
  public static double attention(int position) {
    return 1 / (1 + 0.08 * position);
  }

  double probability(Person person, Work work, long timeMillis, Optional<Work> after) {
    if (!isAllowed(person, work) || work.item().publishMillis() > timeMillis) {
      return 0;
    }
    double logit = BASE + person.openness() + 1.5 * liking(person, work, timeMillis);
    return sigmoid(logit + after.map(last -> momentum(last, work)).orElse(0.0));
  }

  /** How much a person likes a work, about -3 to 4: what enjoyment and stars follow. */
  double liking(Person person, Work work, long timeMillis) {
    double progress = settings.progress(timeMillis);
    double ageDays = Math.max(0, timeMillis - work.item().publishMillis()) / (double) DAY_MILLIS;
    return 0.75 * person.taste(work.genre(), progress)
        + 0.25 * person.taste(work.second(), progress)
        + 0.7 * Styles.match(person.style(), work.style())
        + (person.favouriteCreators().contains(work.creator()) ? 1 : 0)
        + 1.5 * (work.item().quality() - 0.6)
        + 0.4 * StrictMath.exp(-ageDays / 5)
        - (speaks(person, work.item().language()) ? 0 : 0.5)
        - 0.02 * work.item().price();
  }

  static double sigmoid(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }

  private static double momentum(Work last, Work work) {
    if (work.follows(last)) {
      return 3;
    }
    return (work.creator() == last.creator() ? 1.0 : 0) + (work.genre() == last.genre() ? 0.7 : 0);
  }

  private static boolean isAllowed(Person person, Work work) {
    var regions = work.item().regions();
    return person.profile().age() >= work.item().minAge()
        && (regions.isEmpty() || regions.contains(person.profile().country()));
  }

  private static boolean speaks(Person person, String language) {
    return language.equals("en") || language.equals(person.profile().language());
  }

  private Person person(UserId user) {
    return Optional.ofNullable(people.get(user))
        .orElseThrow(
            () -> new IllegalArgumentException("user: got " + user + ", not of this world"));
  }

  private Work work(ItemId item) {
    return Optional.ofNullable(works.get(item))
        .orElseThrow(
            () -> new IllegalArgumentException("item: got " + item + ", not of this world"));
  }
}
