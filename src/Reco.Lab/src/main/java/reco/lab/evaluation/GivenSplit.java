package reco.lab.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import reco.lab.data.SequenceFile;

/**
 * Histories without an order, and items held out of them by others. Settings are chosen on a tenth
 * of each user's training items, figures are taken on the test items with all training items known.
 */
final class GivenSplit {
  private static final int FEWEST = 3;
  private static final double HELD_OUT_SHARE = 0.1;

  private final Histories train;
  private final SplittableRandom random;

  private GivenSplit(Histories train, long seed) {
    this.train = train;
    this.random = new SplittableRandom(seed);
  }

  /**
   * @param train whose items include those of the test lines
   */
  static Experiment of(
      String name, Histories train, List<SequenceFile.Line> test, long seed, List<String> notes) {
    var split = new GivenSplit(train, seed);
    List<String> told = new ArrayList<>(notes);
    told.add("histories have no order: the file's is taken for one, and times are made up");
    return new Experiment(
        name,
        "given split, all items ranked, training items masked, ties against the targets",
        split.validation(),
        new Fold(train, split.asked(test)),
        20,
        "recall",
        told);
  }

  private List<HeldOut> asked(List<SequenceFile.Line> test) {
    Map<String, Integer> numbers = new HashMap<>();
    train.items().forEach(item -> numbers.put(item.id().id(), numbers.size()));
    Map<String, List<String>> targets = new HashMap<>();
    test.forEach(line -> targets.put(line.user(), line.items()));
    List<HeldOut> asked = new ArrayList<>();
    for (int user = 0; user < train.users().size(); user++) {
      int[] wanted =
          targets.getOrDefault(train.users().get(user).id(), List.of()).stream()
              .mapToInt(id -> numbers.getOrDefault(id, -1))
              .toArray();
      add(asked, user, train.sequences()[user], train.times()[user], wanted);
    }
    return asked;
  }

  private Fold validation() {
    int users = train.users().size();
    var kept = new int[users][];
    var times = new long[users][];
    List<HeldOut> asked = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      int[] items = train.sequences()[user];
      long[] all = train.times()[user];
      boolean[] held = draw(items.length);
      kept[user] = places(held, false).map(place -> items[place]).toArray();
      times[user] = places(held, false).mapToLong(place -> all[place]).toArray();
      add(asked, user, kept[user], times[user], places(held, true).map(i -> items[i]).toArray());
    }
    return new Fold(
        new Histories(train.items(), train.users(), kept, times, false, Map.of()), asked);
  }

  private static IntStream places(boolean[] held, boolean wanted) {
    return IntStream.range(0, held.length).filter(place -> held[place] == wanted);
  }

  /** A tenth of so many places, at least one of three. */
  private boolean[] draw(int count) {
    var held = new boolean[count];
    int wanted = count < FEWEST ? 0 : (int) Math.max(1, Math.round(HELD_OUT_SHARE * count));
    for (int place = 0; place < count; place++) {
      if (random.nextInt(count - place) < wanted) {
        held[place] = true;
        wanted--;
      }
    }
    return held;
  }

  private void add(List<HeldOut> asked, int user, int[] known, long[] times, int[] wanted) {
    Set<Integer> had = new HashSet<>();
    Arrays.stream(known).forEach(had::add);
    int[] targets = Arrays.stream(wanted).filter(had::add).toArray();
    if (targets.length > 0) {
      long now = LongStream.of(train.times()[user]).max().orElse(0) + 1;
      asked.add(new HeldOut(new UserHistory(user, known, times, now), known, targets));
    }
  }
}
