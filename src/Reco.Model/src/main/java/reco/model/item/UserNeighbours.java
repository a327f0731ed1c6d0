package reco.model.item;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import reco.model.id.UserId;
import reco.model.pipeline.SourceAnswer;

/**
 * What users who lately took the same items took besides: nearest neighbours among the users that
 * were active last, after V-SkNN (Ludewig and Jannach, "Evaluation of Session-based Recommendation
 * Algorithms", 2018). A neighbour's likeness is
 *
 * <pre>
 *   sum over the shared items a_i of 0.8^i / sqrt(users of a_i + 20)
 * </pre>
 *
 * with a_0 the newest item of the query. Each of the 100 most alike gives its likeness to what it
 * took, divided by {@code 1 + distance / 10} from the newest item that both share, and once more
 * halved for what it took before that one.
 *
 * <p>Bounded: so many users, the 50 newest items of each, the 256 newest users of each item. Many
 * readers, or one writer.
 */
public final class UserNeighbours {
  /** The newest items of a user that are held. */
  public static final int HISTORY = 50;

  /** Older items of a query add less than an eighth of the newest one's part. */
  public static final int LAST_ITEMS = 10;

  private static final int USERS_OF_AN_ITEM = 256;
  private static final int NEIGHBOURS = 100;
  private static final float DECAY = 0.8f;
  private static final float[] NEAR = near();
  private static final float BEFORE = 0.5f;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final int mostUsers;
  private final int mostItems;
  private final OrdinalMap ordinals = new OrdinalMap();
  private final List<Taken> items = new ArrayList<>();

  /** Their places in {@link #histories}, the one longest silent first. */
  private final Map<UserId, Integer> users = new LinkedHashMap<>();

  /** Item ordinals by user, oldest first. */
  private final List<int[]> histories = new ArrayList<>();

  /** An item, and the places of the users that took it, the newest last. */
  private static final class Taken {
    final long key;
    int[] by = new int[4];
    int size;

    Taken(long key) {
      this.key = key;
    }

    void add(int user) {
      if (size == USERS_OF_AN_ITEM) {
        removeAt(0);
      } else if (size == by.length) {
        by = Arrays.copyOf(by, 2 * size);
      }
      by[size++] = user;
    }

    void remove(int user) {
      for (int place = 0; place < size; place++) {
        if (by[place] == user) {
          removeAt(place);
          return;
        }
      }
    }

    private void removeAt(int place) {
      System.arraycopy(by, place + 1, by, place, --size - place);
    }
  }

  /**
   * @param mostUsers held; one more displaces the one longest silent
   * @param mostItems known; of more, the newcomers are left out
   */
  public UserNeighbours(int mostUsers, int mostItems) {
    this.mostUsers = mostUsers;
    this.mostItems = mostItems;
  }

  /** Users held. */
  public int size() {
    lock.readLock().lock();
    try {
      return users.size();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Takes a user's newest items in place of those before.
   *
   * @param newest oldest first; those before the last {@link #HISTORY} are left out
   */
  public void put(UserId user, long[] newest) {
    lock.writeLock().lock();
    try {
      if (newest.length == 0 && !users.containsKey(user)) {
        return;
      }
      int[] after =
          Arrays.stream(newest)
              .skip(Math.max(0, newest.length - HISTORY))
              .mapToInt(this::ordinal)
              .filter(ordinal -> ordinal != OrdinalMap.NONE)
              .toArray();
      int place = place(user);
      int[] before = histories.set(place, after);
      without(before, after).forEach(item -> items.get(item).remove(place));
      without(after, before).forEach(item -> items.get(item).add(place));
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** What is in the first and not in the second, each once. */
  private static IntStream without(int[] these, int[] those) {
    return Arrays.stream(these)
        .distinct()
        .filter(item -> Arrays.stream(those).noneMatch(other -> other == item));
  }

  private int ordinal(long key) {
    int known = ordinals.get(key);
    if (known != OrdinalMap.NONE || key == 0 || items.size() == mostItems) {
      return known;
    }
    items.add(new Taken(key));
    ordinals.put(key, items.size() - 1);
    return items.size() - 1;
  }

  /**
   * The user's place, as the one heard of last; where all are taken, that of the longest silent.
   */
  private int place(UserId user) {
    int place = Optional.ofNullable(users.remove(user)).orElseGet(this::newPlace);
    users.put(user, place);
    return place;
  }

  private int newPlace() {
    if (users.size() < mostUsers) {
      histories.add(new int[0]);
      return histories.size() - 1;
    }
    return Objects.requireNonNull(users.remove(users.keySet().iterator().next()));
  }

  /**
   * The items that the most alike users took, best first; none of the last items.
   *
   * @param user left out of the neighbours
   * @param lastItems keys, newest first; those beyond the {@link #LAST_ITEMS} newest add nothing
   */
  public SourceAnswer answer(String source, UserId user, long[] lastItems, int count) {
    lock.readLock().lock();
    try {
      int[] query = Arrays.stream(lastItems).limit(LAST_ITEMS).mapToInt(ordinals::get).toArray();
      SourceAnswer alike = alike(query, users.getOrDefault(user, -1));
      var sums = new ScoreSums(NEIGHBOURS * HISTORY);
      for (int i = 0; i < alike.items().length; i++) {
        add(sums, query, histories.get((int) alike.items()[i]), alike.scores()[i]);
      }
      for (int item : query) {
        sums.remove(item);
      }
      return sums.best(source, lastItems, count, item -> items.get(item).key, _ -> 1);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The places of the most alike users as items, with their likeness. */
  private SourceAnswer alike(int[] query, int self) {
    int most = 0;
    for (int item : query) {
      most += item == OrdinalMap.NONE ? 0 : items.get(item).size;
    }
    var sums = new ScoreSums(most);
    float weight = 1;
    for (int age = 0; age < query.length; age++, weight *= DECAY) {
      if (query[age] != OrdinalMap.NONE) {
        Taken taken = items.get(query[age]);
        float part = weight / (float) Math.sqrt(taken.size + 20);
        for (int i = 0; i < taken.size; i++) {
          sums.add(age, taken.by[i], part);
        }
      }
    }
    sums.remove(self);
    return sums.best("", new long[query.length], NEIGHBOURS, place -> place, _ -> 1);
  }

  private static void add(ScoreSums sums, int[] query, int[] history, float likeness) {
    int shared = history.length - 1;
    int anchor = indexOf(query, history[shared]);
    while (anchor < 0) {
      anchor = indexOf(query, history[--shared]);
    }
    for (int place = 0; place < history.length; place++) {
      float near = NEAR[Math.abs(place - shared)];
      sums.add(anchor, history[place], likeness * near * (place < shared ? BEFORE : 1));
    }
  }

  /** What is left of a likeness by distance. */
  private static float[] near() {
    float[] near = new float[HISTORY];
    for (int distance = 0; distance < HISTORY; distance++) {
      near[distance] = 1 / (1 + distance / 10f);
    }
    return near;
  }

  private static int indexOf(int[] query, int item) {
    for (int i = 0; i < query.length; i++) {
      if (query[i] == item) {
        return i;
      }
    }
    return -1;
  }
}
