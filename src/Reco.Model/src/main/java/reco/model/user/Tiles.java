package reco.model.user;

import java.util.Arrays;
import reco.model.user.Activities.Window;

/**
 * Counts of events in the {@link Window}s, each cut into {@value #PER_WINDOW} tiles. Immutable.
 *
 * <p>Tile number {@code n} of a window of length {@code w} holds the times {@code n * w / 6} (in)
 * to {@code (n + 1) * w / 6} (out), in epoch milliseconds. The count of a window at a time is the
 * sum of the tile that the time falls in and the five before: all events of the last 5/6 of the
 * window and those of the sixth before that which share its tile. Kept are the six tiles that end
 * at the latest event's; an event in an older tile is not counted, and a count asked for an earlier
 * time than the latest event's misses what those six tiles no longer hold.
 */
public final class Tiles {
  public static final int PER_WINDOW = 6;

  /** Tiles of all windows together. */
  public static final int COUNT = PER_WINDOW * 3;

  private static final Window[] WINDOWS = Window.values();
  private static final Tiles EMPTY = new Tiles(0, new int[COUNT]);

  private final long latestMillis;
  private final int[] counts;

  private Tiles(long latestMillis, int[] counts) {
    this.latestMillis = latestMillis;
    this.counts = counts;
  }

  /** One event. */
  public static Tiles at(long timeMillis) {
    return EMPTY.with(timeMillis);
  }

  /**
   * Tiles from their counts, which become their own; throws IllegalArgumentException where there
   * are not {@value #COUNT} or one is negative.
   *
   * @param counts window by window, newest tile first
   */
  public static Tiles of(long latestMillis, int[] counts) {
    NewestFirst.requireLength("tiles", COUNT, counts.length);
    if (Arrays.stream(counts).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("tiles: got a negative count, expected 0 or more");
    }
    return new Tiles(latestMillis, counts);
  }

  /** With one more event. */
  public Tiles with(long timeMillis) {
    long latest = Math.max(latestMillis, timeMillis);
    var next = new int[COUNT];
    for (var window : WINDOWS) {
      int first = window.ordinal() * PER_WINDOW;
      int shift = distance(window, latestMillis, latest);
      System.arraycopy(counts, first, next, first + shift, PER_WINDOW - shift);
      int age = distance(window, timeMillis, latest);
      if (age < PER_WINDOW) {
        next[first + age]++;
      }
    }
    return new Tiles(latest, next);
  }

  /** Events within the window up to now. */
  public int count(Window window, long nowMillis) {
    int first = window.ordinal() * PER_WINDOW;
    long newest = tile(window, latestMillis);
    long end = tile(window, nowMillis);
    int sum = 0;
    for (int age = 0; age < PER_WINDOW; age++) {
      long tile = newest - age;
      sum += tile <= end && tile > end - PER_WINDOW ? counts[first + age] : 0;
    }
    return sum;
  }

  /** Tiles from one time to a later one, at most {@value #PER_WINDOW}. */
  private static int distance(Window window, long fromMillis, long toMillis) {
    return (int) Math.min(PER_WINDOW, tile(window, toMillis) - tile(window, fromMillis));
  }

  private static long tile(Window window, long timeMillis) {
    return Math.floorDiv(timeMillis, window.millis() / PER_WINDOW);
  }

  /** Time of the latest event. */
  public long latestMillis() {
    return latestMillis;
  }

  /** The count of one tile, by the order of {@link #of}. */
  public int count(int tile) {
    return counts[tile];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tiles that
        && latestMillis == that.latestMillis
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(latestMillis) * 31 + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "Tiles[" + latestMillis + ", " + Arrays.toString(counts) + "]";
  }
}
