package reco.lab.world;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reco.model.id.Hashes;
import reco.model.id.UserId;
import reco.model.profile.Profile;

/** Makes the people of a world, each from a seed of their own. */
final class Population {
  private static final long DAY_MILLIS = 24 * 60 * 60_000L;
  private static final List<String> TIERS = List.of("free", "free", "standard", "premium");

  private Population() {}

  static List<Person> people(WorldSettings settings) {
    return IntStream.rangeClosed(1, settings.users()).mapToObj(n -> person(settings, n)).toList();
  }

  private static Person person(WorldSettings settings, int number) {
    var random = new SplittableRandom(Hashes.draw(settings.seed(), "person", number));
    double[] before = tastes(random);
    double[] after = drifted(before, random);
    long joined = joinedMillis(settings, random);
    return new Person(
        UserId.of("u" + number),
        profile(random, before, joined),
        before,
        after,
        Styles.draw(random, 1),
        creators(settings, random),
        0.5 * random.nextGaussian(),
        settings.visitsPerUser() * activity(random),
        joined);
  }

  /** Three genres loved, a few liked, the rest not much. */
  private static double[] tastes(RandomGenerator random) {
    var tastes = new double[Genre.ALL.size()];
    for (int g = 0; g < tastes.length; g++) {
      tastes[g] = -0.4 + 0.4 * random.nextGaussian();
    }
    for (int love = 0; love < 3; love++) {
      tastes[random.nextInt(tastes.length)] += 1.8;
    }
    return tastes;
  }

  /** One more genre is discovered and one of the loved grows stale. */
  private static double[] drifted(double[] before, RandomGenerator random) {
    var after = before.clone();
    after[random.nextInt(after.length)] += 1.8;
    after[strongest(before).getFirst()] -= 1.2;
    return after;
  }

  private static List<Integer> strongest(double[] tastes) {
    return IntStream.range(0, tastes.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer g) -> -tastes[g]))
        .toList();
  }

  /** A fifth of the people joined within the recorded past. */
  private static long joinedMillis(WorldSettings settings, RandomGenerator random) {
    return random.nextDouble() < 0.2
        ? random.nextLong(settings.startMillis(), settings.endMillis())
        : settings.startMillis() - random.nextLong(700 * DAY_MILLIS);
  }

  private static Profile profile(RandomGenerator random, double[] tastes, long joinedMillis) {
    int country = random.nextInt(Publisher.COUNTRIES.size());
    var interests =
        strongest(tastes).stream().limit(3).map(g -> Genre.ALL.get(g).category()).toList();
    return new Profile(
        Publisher.COUNTRIES.get(country),
        14 + random.nextInt(60),
        Publisher.LANGUAGES.get(country),
        Words.any(TIERS, random),
        joinedMillis / 1000,
        random.nextDouble() < 0.6 ? interests : List.of());
  }

  private static Set<Integer> creators(WorldSettings settings, RandomGenerator random) {
    return IntStream.range(0, 4)
        .mapToObj(_ -> random.nextInt(Publisher.creatorCount(settings)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Log-normal with mean 1: a few come every day, many now and then. */
  private static double activity(RandomGenerator random) {
    return StrictMath.exp(0.7 * random.nextGaussian() - 0.245);
  }
}
