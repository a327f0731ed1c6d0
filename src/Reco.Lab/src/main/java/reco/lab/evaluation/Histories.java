package reco.lab.evaluation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reco.lab.data.Dataset;
import reco.lab.data.SequenceContent;
import reco.lab.data.SequenceFile;
import reco.lab.data.UserInteraction;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Subject;
import reco.model.item.Item;
import reco.model.profile.Profile;

/**
 * What people took, in order, by dense numbers: a user's and an item's number is its place in the
 * list.
 *
 * @param items all that can be recommended, taken or not
 * @param sequences numbers of the items that each user took, oldest first
 * @param times epoch milliseconds, one an item of each sequence, ascending
 * @param timesAreReal else they were made up, see {@link #steadyTimes}
 * @param profiles of those users of whom more is known
 */
public record Histories(
    List<Item> items,
    List<UserId> users,
    int[][] sequences,
    long[][] times,
    boolean timesAreReal,
    Map<UserId, Profile> profiles) {
  private static final long MINUTE_MILLIS = 60_000;

  /** Within the month that the product's windows and filters look back. */
  private static final Duration STEADY = Duration.ofDays(28);

  public Histories {
    items = List.copyOf(items);
    users = List.copyOf(users);
    profiles = Map.copyOf(profiles);
    if (sequences.length != users.size() || times.length != users.size()) {
      throw new IllegalArgumentException(
          "histories: got %d users, %d sequences and %d times, expected as many of each"
              .formatted(users.size(), sequences.length, times.length));
    }
  }

  /** A dataset's interactions of any kind, with their own times. */
  static Histories of(Dataset dataset) {
    Map<Long, Integer> numbers = new HashMap<>();
    for (Item item : dataset.items()) {
      numbers.put(item.id().key(), numbers.size());
    }
    Map<UserId, List<UserInteraction>> byUser = new LinkedHashMap<>();
    for (UserInteraction each : dataset.interactions()) {
      if (each.interaction().item() != 0) {
        byUser.computeIfAbsent(each.user(), _ -> new ArrayList<>()).add(each);
      }
    }
    List<List<UserInteraction>> histories = List.copyOf(byUser.values());
    var sequences = new int[histories.size()][];
    var times = new long[histories.size()][];
    for (int user = 0; user < sequences.length; user++) {
      List<UserInteraction> history = histories.get(user);
      sequences[user] =
          history.stream()
              .mapToInt(each -> numbers.getOrDefault(each.interaction().item(), -1))
              .toArray();
      times[user] = history.stream().mapToLong(each -> each.interaction().timeMillis()).toArray();
    }
    return new Histories(
        dataset.items(), List.copyOf(byUser.keySet()), sequences, times, true, dataset.profiles());
  }

  /**
   * Lines of a file; items are numbered as they first come.
   *
   * @param content what is known of the items
   * @param others lines of people that are not among the users, but whose items can be recommended
   */
  static Histories of(
      List<SequenceFile.Line> lines,
      List<SequenceFile.Line> others,
      SequenceContent content,
      InstantSource clock) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    var sequences = new int[lines.size()][];
    for (int user = 0; user < sequences.length; user++) {
      sequences[user] =
          lines.get(user).items().stream()
              .mapToInt(id -> numbers.computeIfAbsent(id, _ -> numbers.size()))
              .toArray();
    }
    others.forEach(
        line -> line.items().forEach(id -> numbers.computeIfAbsent(id, _ -> numbers.size())));
    return new Histories(
        numbers.keySet().stream().map(content::item).toList(),
        lines.stream().map(line -> UserId.of(line.user())).toList(),
        sequences,
        steadyTimes(sequences, clock.millis() - MINUTE_MILLIS),
        false,
        Map.of());
  }

  /** Each user acts at even intervals over the same 28 days, the last time at their end. */
  private static long[][] steadyTimes(int[][] sequences, long endMillis) {
    var times = new long[sequences.length][];
    for (int user = 0; user < times.length; user++) {
      int count = sequences[user].length;
      times[user] = new long[count];
      Arrays.setAll(times[user], i -> endMillis - STEADY.toMillis() * (count - 1 - i) / count);
    }
    return times;
  }

  /** The same with only the first so many items of each user. */
  Histories firstOf(int[] counts) {
    var shorter = new int[counts.length][];
    var shorterTimes = new long[counts.length][];
    for (int user = 0; user < counts.length; user++) {
      shorter[user] = Arrays.copyOf(sequences[user], counts[user]);
      shorterTimes[user] = Arrays.copyOf(times[user], counts[user]);
    }
    return new Histories(items, users, shorter, shorterTimes, timesAreReal, profiles);
  }

  /** The same with more known of some users. */
  Histories with(List<UserHistory> more) {
    int[][] longer = sequences.clone();
    long[][] longerTimes = times.clone();
    for (UserHistory each : more) {
      longer[each.user()] = each.items();
      longerTimes[each.user()] = each.times();
    }
    return new Histories(items, users, longer, longerTimes, timesAreReal, profiles);
  }

  /** What a server would have logged: each item taken is one watched. */
  public Dataset dataset(String name) {
    List<UserInteraction> log = new ArrayList<>(size());
    for (int user = 0; user < users.size(); user++) {
      for (Interaction each : interactions(user, sequences[user], times[user])) {
        log.add(new UserInteraction(users.get(user), each));
      }
    }
    log.sort(Comparator.comparingLong(each -> each.interaction().timeMillis()));
    return new Dataset(name, items, profiles, log, 0);
  }

  /** The events of one user's taking items. */
  public List<Interaction> interactions(int user, int[] taken, long[] takenMillis) {
    List<Interaction> events = new ArrayList<>(taken.length);
    for (int i = 0; i < taken.length; i++) {
      Item item = items.get(taken[i]);
      events.add(
          new Interaction(
              "%s-%d".formatted(users.get(user).id(), i),
              takenMillis[i],
              InteractionType.WATCH,
              Subject.of(item.id(), item.primaryCategory(), item.creator())));
    }
    return events;
  }

  /** How many users took each item. */
  public int[] usersOf() {
    var counts = new int[items.size()];
    var lastUser = new int[counts.length];
    for (int user = 0; user < sequences.length; user++) {
      for (int item : sequences[user]) {
        counts[item] += lastUser[item] == user + 1 ? 0 : 1;
        lastUser[item] = user + 1;
      }
    }
    return counts;
  }

  /** Items taken, counted as often as they were. */
  public int size() {
    return Arrays.stream(sequences).mapToInt(sequence -> sequence.length).sum();
  }
}
