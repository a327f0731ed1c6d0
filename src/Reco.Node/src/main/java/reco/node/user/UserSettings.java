package reco.node.user;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Bounds of one user's actor.
 *
 * @param queuedEvents most events that wait while a save is under way, at least 1
 * @param waitingReads most reads that wait for a log position or the first load, at least 1
 * @param attempts how often a load or a save is tried before its askers are refused, at least 1
 * @param firstBackoff before the second attempt; doubles with each further one
 * @param maxBackoff longest pause between two attempts
 */
public record UserSettings(
    int queuedEvents, int waitingReads, int attempts, Duration firstBackoff, Duration maxBackoff) {
  public UserSettings {
    requirePositive("queued-events", queuedEvents);
    requirePositive("waiting-reads", waitingReads);
    requirePositive("attempts", attempts);
  }

  /** Reads {@code reco.node.user}. */
  public static UserSettings of(Config config) {
    return new UserSettings(
        config.getInt("queued-events"),
        config.getInt("waiting-reads"),
        config.getInt("attempts"),
        config.getDuration("first-backoff"),
        config.getDuration("max-backoff"));
  }

  /**
   * @param failed attempts that have failed so far, at least 1
   */
  Duration backoff(int failed) {
    var doubled = firstBackoff.multipliedBy(1L << Math.min(failed - 1, 20));
    return doubled.compareTo(maxBackoff) < 0 ? doubled : maxBackoff;
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "reco.node.user.%s: got %d, expected 1 or more".formatted(name, value));
    }
  }
}
