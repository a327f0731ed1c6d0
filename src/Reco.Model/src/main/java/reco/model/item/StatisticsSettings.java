package reco.model.item;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds and constants of what is counted of items.
 *
 * @param items most items counted; an event of one more is not counted for its item
 * @param users most users whose last items are kept, all partitions of the log together, and most
 *     of a node's users that are compared with each other
 * @param window steps of a user's sequence within which two items are co-visited
 * @param backward what a pair against the direction of time is worth, 1 being one along it
 * @param neighbours most co-visited items kept of each item
 * @param served strongest of those that are served
 * @param neighbourHalfLife after which a pair counts half
 * @param trendingHalfLife after which an interaction counts half for trending
 * @param trendingSmoothing expected interactions added, so that few are no trend
 * @param regions most regions counted apart of each item
 */
public record StatisticsSettings(
    int items,
    int users,
    int window,
    double backward,
    int neighbours,
    int served,
    Duration neighbourHalfLife,
    Duration trendingHalfLife,
    double trendingSmoothing,
    int regions) {
  public static final StatisticsSettings STANDARD =
      new StatisticsSettings(
          5_000_000, 262_144, 10, 0.3, 512, 128, Duration.ofDays(365), Duration.ofHours(6), 4, 16);

  private static final Duration USUAL_HALF_LIFE = Duration.ofDays(15);
  private static final int MOST_NEIGHBOURS = 10_000;
  private static final double MOST_MILLIS = 1e15;

  public StatisticsSettings {
    List<String> problems = new ArrayList<>();
    require(problems, "items", items, 1, Integer.MAX_VALUE);
    require(problems, "users", users, 1, Integer.MAX_VALUE);
    require(problems, "window", window, 1, 100);
    require(problems, "backward", backward, 0, 1);
    require(problems, "neighbours", neighbours, 1, MOST_NEIGHBOURS);
    require(problems, "served", served, 1, MOST_NEIGHBOURS);
    require(
        problems,
        "neighbour half-life (ms)",
        (double) neighbourHalfLife.toMillis(),
        1,
        MOST_MILLIS);
    require(
        problems, "trending half-life (ms)", (double) trendingHalfLife.toMillis(), 1, MOST_MILLIS);
    require(problems, "trending smoothing", trendingSmoothing, Double.MIN_VALUE, 1e9);
    require(problems, "regions", regions, 0, 1_000);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** Reads {@code reco.node.items}. */
  public static StatisticsSettings of(Config config) {
    return new StatisticsSettings(
        config.getInt("items"),
        config.getInt("users"),
        config.getInt("window"),
        config.getDouble("backward"),
        config.getInt("neighbours"),
        config.getInt("served"),
        config.getDuration("neighbour-half-life"),
        config.getDuration("trending-half-life"),
        config.getDouble("trending-smoothing"),
        config.getInt("regions"));
  }

  /** How pairs are forgotten. */
  public Decay neighbourDecay() {
    return Decay.ofHalfLife(neighbourHalfLife);
  }

  /** How what trends is forgotten. */
  public Decay trendingDecay() {
    return Decay.ofHalfLife(trendingHalfLife);
  }

  /** How that is forgotten which says what is usual in a region. */
  public Decay usualDecay() {
    return Decay.ofHalfLife(USUAL_HALF_LIFE);
  }

  /** The scales that sums are kept at; those of other scales cannot be gone on with. */
  public String scales() {
    return "neighbours %s, trending %s, usual %s"
        .formatted(neighbourHalfLife, trendingHalfLife, USUAL_HALF_LIFE);
  }

  private static void require(
      List<String> problems, String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      problems.add("%s: got %s, expected %s to %s".formatted(name, value, least, most));
    }
  }
}
