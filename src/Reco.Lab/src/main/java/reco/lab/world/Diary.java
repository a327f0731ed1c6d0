package reco.lab.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import reco.lab.data.UserInteraction;
import reco.model.id.Hashes;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Origin;

/**
 * One person's recorded past: visits, in each of which works are met one after the other, looked at
 * or not, taken or skipped. Some are met because all meet them, some because of what came before.
 */
final class Diary {
  private static final long DAY_MILLIS = 24 * 60 * 60_000L;
  private static final int SLOTS_AT_MOST = 30;

  private final WorldSettings settings;
  private final Library library;
  private final Truth truth;
  private final Person person;
  private final SplittableRandom random;
  private final List<UserInteraction> entries = new ArrayList<>();
  private final Set<Work> had = Collections.newSetFromMap(new IdentityHashMap<>());
  private Optional<Work> last = Optional.empty();
  private long nowMillis;

  private Diary(WorldSettings settings, Library library, Truth truth, Person person) {
    this.settings = settings;
    this.library = library;
    this.truth = truth;
    this.person = person;
    random =
        new SplittableRandom(Hashes.draw(settings.seed(), "diary", Hashes.hash(person.id().id())));
  }

  /** What a person did, in order. */
  static List<UserInteraction> of(
      WorldSettings settings, Library library, Truth truth, Person person) {
    var diary = new Diary(settings, library, truth, person);
    for (long visit : diary.visits()) {
      diary.nowMillis = Math.max(diary.nowMillis + 1_000, visit);
      diary.visit();
    }
    return diary.entries;
  }

  private long[] visits() {
    long from = Math.max(settings.startMillis(), person.joinedMillis());
    double share = 1 - settings.progress(from);
    int count = (int) Math.round(person.visits() * share + random.nextDouble());
    return random
        .longs(count, 0, settings.endMillis() - from)
        .map(offset -> settings.endMillis() - towardsEvening(offset))
        .sorted()
        .toArray();
  }

  /** Moves half of the times into the last third of their day. */
  private long towardsEvening(long beforeEndMillis) {
    long day = beforeEndMillis / DAY_MILLIS;
    long rest = beforeEndMillis % DAY_MILLIS;
    return day * DAY_MILLIS + (random.nextBoolean() ? rest / 3 : rest);
  }

  private void visit() {
    int slots = 4 + (int) (-6 * StrictMath.log(1 - random.nextDouble()));
    for (int slot = 0; slot < Math.min(slots, SLOTS_AT_MOST); slot++) {
      if (random.nextDouble() < Truth.attention(slot)) {
        meet().ifPresent(this::lookAt);
      }
      if (nowMillis > settings.endMillis()) {
        return;
      }
    }
  }

  /** The work met next, one not had before. */
  private Optional<Work> meet() {
    for (int attempt = 0; attempt < 8; attempt++) {
      Optional<Work> work = come();
      if (work.isPresent() && !had.contains(work.get()) && isOut(work.get())) {
        return work;
      }
    }
    return Optional.empty();
  }

  /** New works are met more often than old ones of the same appeal. */
  private boolean isOut(Work work) {
    long age = nowMillis - work.item().publishMillis();
    return age >= 0 && random.nextDouble() < 0.5 + 0.5 * StrictMath.exp(-age / (10.0 * DAY_MILLIS));
  }

  private Optional<Work> come() {
    double way = random.nextDouble();
    if (last.isPresent() && way < 0.55) {
      Work before = last.get();
      if (way < 0.2) {
        return library.after(before);
      }
      return way < 0.3
          ? Optional.of(library.ofSameCreator(before, random))
          : library.ofGenre(before.genre(), random);
    }
    return way < 0.8 ? library.ofGenre(favoured(), random) : library.any(random);
  }

  /** The best liked of three genres that come to mind. */
  private Genre favoured() {
    double progress = settings.progress(nowMillis);
    Genre best = Words.any(Genre.ALL, random);
    for (int i = 0; i < 3; i++) {
      Genre other = Words.any(Genre.ALL, random);
      best = person.taste(other, progress) > person.taste(best, progress) ? other : best;
    }
    return best;
  }

  private void lookAt(Work work) {
    nowMillis += 2_000 + random.nextInt(15_000);
    double liking = truth.liking(person, work, nowMillis);
    if (random.nextDouble() < truth.probability(person, work, nowMillis, last)) {
      take(work, Truth.sigmoid(liking + 0.7 * random.nextGaussian()));
    } else if (random.nextDouble() < 0.3) {
      write(work, InteractionType.SKIP, 1 + random.nextInt(8));
    } else if (liking < -2 && random.nextDouble() < 0.05) {
      had.add(work);
      write(work, InteractionType.HIDE, 0);
    }
  }

  private void take(Work work, double enjoyment) {
    had.add(work);
    write(work, InteractionType.CLICK, 0);
    int lengthSeconds = 180 + random.nextInt(1_320);
    boolean completed = random.nextDouble() < enjoyment;
    int watchedSeconds =
        completed ? lengthSeconds : (int) (lengthSeconds * random.nextDouble(0.05, 0.7));
    nowMillis += watchedSeconds * 1_000L;
    write(work, completed ? InteractionType.WATCH_COMPLETE : InteractionType.WATCH, watchedSeconds);
    last = Optional.of(work);
    judge(work, enjoyment);
  }

  private void judge(Work work, double enjoyment) {
    if (random.nextDouble() < 0.3) {
      double stars = 0.5 + 5 * enjoyment + 0.6 * random.nextGaussian();
      write(work, InteractionType.RATING, Math.clamp(Math.round(stars), 1, 5));
    }
    sometimes(work, InteractionType.LIKE, 0.3 * enjoyment);
    sometimes(work, InteractionType.DISLIKE, 0.15 * (1 - enjoyment) * (1 - enjoyment));
    sometimes(work, InteractionType.SAVE, 0.08 * enjoyment);
    sometimes(work, InteractionType.SHARE, 0.04 * enjoyment);
    sometimes(work, InteractionType.PURCHASE, work.item().price() > 0 ? 0.25 * enjoyment : 0);
  }

  private void sometimes(Work work, InteractionType type, double probability) {
    if (random.nextDouble() < probability) {
      write(work, type, 0);
    }
  }

  private void write(Work work, InteractionType type, float value) {
    nowMillis += 1_000 + random.nextInt(3_000);
    if (nowMillis > settings.endMillis()) {
      return;
    }
    entries.add(
        new UserInteraction(
            person.id(),
            new Interaction(
                "world-" + settings.seed() + "-" + person.id().id() + "-" + entries.size(),
                nowMillis,
                type,
                work.subject(),
                value,
                Origin.UNKNOWN)));
  }
}
