package reco.model.user;

import java.util.List;

/**
 * What a user did per category, or per creator: a decayed affinity and counts in sliding windows.
 * Bounded; the name least recently touched gives way. Immutable.
 */
public final class Activities {
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

  /** Sum of strengths, each halved every 7 days; 0 for a name that is not here. */
  public float affinity(String name, long nowMillis) {
    return 0;
  }

  /** Interactions within the window up to now. */
  public int count(String name, Window window, long nowMillis) {
    return 0;
  }

  /** Names by affinity, strongest first. */
  public List<String> names(long nowMillis) {
    return List.of();
  }
}
