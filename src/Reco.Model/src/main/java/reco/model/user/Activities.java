package reco.model.user;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What a user did per category, or per creator: a decayed affinity and counts in sliding windows.
 * Bounded at {@value #CAPACITY} names; the name least recently touched gives way. Immutable.
 */
public final class Activities {
  public static final int CAPACITY = 24;
  public static final Activities EMPTY = new Activities(new Activity[0]);

  /** Sliding windows of counters. */
  public enum Window {
    FIVE_MINUTES(5 * 60_000L),
    HOUR(60 * 60_000L),
    DAY(24 * 60 * 60_000L);

    private final long millis;

    Window(long millis) {
      this.millis = millis;
    }

    public long millis() {
      return millis;
    }
  }

  /** Latest touched first. */
  private final Activity[] rows;

  private Activities(Activity[] rows) {
    this.rows = rows;
  }

  /** From rows that stand latest touched first; throws IllegalArgumentException else. */
  public static Activities of(List<Activity> rows) {
    NewestFirst.require(
        "activities", rows.stream().mapToLong(Activity::lastMillis).toArray(), CAPACITY);
    return new Activities(rows.toArray(Activity[]::new));
  }

  /** With one more interaction; a new name older than all of a full set changes nothing. */
  public Activities with(String name, long timeMillis, float strength) {
    int old = indexOf(name);
    var row =
        old < 0 ? Activity.first(name, timeMillis, strength) : rows[old].with(timeMillis, strength);
    int end = old < 0 ? Math.min(rows.length, CAPACITY - 1) : old;
    int at = 0;
    while (at < rows.length && at != old && rows[at].lastMillis() > row.lastMillis()) {
      at++;
    }
    return at > end ? this : moved(row, at, end);
  }

  /** The row comes to stand at a place; those from there up to the end move back by one. */
  private Activities moved(Activity row, int at, int end) {
    var next = Arrays.copyOf(rows, Math.max(rows.length, end + 1));
    System.arraycopy(rows, at, next, at + 1, end - at);
    next[at] = row;
    return new Activities(next);
  }

  /** Sum of strengths, each halved every 7 days; 0 for a name that is not here. */
  public float affinity(String name, long nowMillis) {
    int at = indexOf(name);
    return at < 0 ? 0 : rows[at].affinity(nowMillis);
  }

  /** Interactions within the window up to now, as {@link Tiles} defines it. */
  public int count(String name, Window window, long nowMillis) {
    int at = indexOf(name);
    return at < 0 ? 0 : rows[at].count(window, nowMillis);
  }

  /** Names by affinity, strongest first; equal ones by name. */
  public List<String> names(long nowMillis) {
    record Affinity(String name, float value) {}
    var affinities = new ArrayList<Affinity>(rows.length);
    for (var row : rows) {
      affinities.add(new Affinity(row.name(), row.affinity(nowMillis)));
    }
    affinities.sort(
        Comparator.comparingDouble(Affinity::value).reversed().thenComparing(Affinity::name));
    return affinities.stream().map(Affinity::name).toList();
  }

  private int indexOf(String name) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  public int size() {
    return rows.length;
  }

  /** Index 0 is the latest touched. */
  public Activity get(int index) {
    return rows[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Activities that && Arrays.equals(rows, that.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rows);
  }

  @Override
  public String toString() {
    return "Activities" + Arrays.toString(rows);
  }
}
