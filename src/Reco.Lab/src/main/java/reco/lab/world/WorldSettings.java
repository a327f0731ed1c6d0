package reco.lab.world;

import java.time.Clock;

/**
 * What a world is made from: the same settings make the same world, bit for bit.
 *
 * @param days length of the recorded past, days
 * @param visitsPerUser mean visits of a person in those days
 * @param endMillis when the recorded past ends, epoch milliseconds
 */
public record WorldSettings(
    long seed, int items, int users, int days, double visitsPerUser, long endMillis) {
  private static final long MINUTE_MILLIS = 60_000;
  private static final long DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;

  public WorldSettings {
    require("items", items, 50, 1_000_000);
    require("users", users, 1, 1_000_000);
    require("days", days, 1, 3_650);
    if (!(visitsPerUser > 0 && visitsPerUser <= 1_000)) {
      throw new IllegalArgumentException(
          "visitsPerUser: got " + visitsPerUser + ", expected over 0 and up to 1000");
    }
  }

  /** 3,000 items, 1,000 people, 30 days that ended a minute ago: about 70,000 interactions. */
  public static WorldSettings standard(long seed, Clock clock) {
    return new WorldSettings(seed, 3_000, 1_000, 30, 14, clock.millis() - MINUTE_MILLIS);
  }

  public long startMillis() {
    return endMillis - days * DAY_MILLIS;
  }

  /** How much of the recorded past is over at a time, 0 to 1. */
  double progress(long timeMillis) {
    return Math.clamp((timeMillis - startMillis()) / (double) (endMillis - startMillis()), 0, 1);
  }

  private static void require(String name, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(
          "%s: got %d, expected %d to %d".formatted(name, value, lowest, highest));
    }
  }
}
