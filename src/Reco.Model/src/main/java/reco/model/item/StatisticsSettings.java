package reco.model.item;

import java.time.Duration;

/**
 * Bounds and constants of {@link ItemStatistics}.
 *
 * @param items most items counted; an event of one more is not counted for its item
 * @param users most users whose last items are kept; the one least recently active gives way
 * @param window steps of a user's sequence within which two items are co-visited
 * @param backward what a pair against the direction of time is worth, 1 being one along it
 * @param neighbours most co-visited items kept of each item
 * @param trendingHalfLife after which an interaction counts half for trending
 * @param trendingSmoothing expected interactions added, so that few are no trend
 */
public record StatisticsSettings(
    int items,
    int users,
    int window,
    float backward,
    int neighbours,
    Duration trendingHalfLife,
    double trendingSmoothing) {
  public static final StatisticsSettings STANDARD =
      new StatisticsSettings(5_000_000, 200_000, 10, 0.3f, 256, Duration.ofHours(6), 4);

  private static final int MOST_NEIGHBOURS = 10_000;

  public StatisticsSettings {
    requireAtLeastOne("items", items);
    requireAtLeastOne("users", users);
    requireAtLeastOne("window", window);
    requireAtLeastOne("neighbours", neighbours);
    if (neighbours > MOST_NEIGHBOURS) {
      throw new IllegalArgumentException(
          "neighbours: got " + neighbours + ", expected at most " + MOST_NEIGHBOURS);
    }
    if (!(backward >= 0 && backward <= 1)) {
      throw new IllegalArgumentException("backward: got " + backward + ", expected 0 to 1");
    }
    if (!trendingHalfLife.isPositive()) {
      throw new IllegalArgumentException(
          "trending half-life: got " + trendingHalfLife + ", expected more than zero");
    }
    if (!(trendingSmoothing > 0)) {
      throw new IllegalArgumentException(
          "trending smoothing: got " + trendingSmoothing + ", expected more than 0");
    }
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected 1 or more");
    }
  }
}
