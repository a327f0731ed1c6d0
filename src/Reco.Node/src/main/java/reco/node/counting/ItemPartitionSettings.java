package reco.node.counting;

import com.typesafe.config.Config;
import java.time.Duration;
import reco.model.item.StatisticsSettings;

/**
 * How an item partition works.
 *
 * @param publishEvery how often what has changed is published
 * @param publishItems most items published at once
 * @param keepEvery how often the ledger is written to disk
 * @param retryAfter pause before what could not be published is published again
 */
public record ItemPartitionSettings(
    StatisticsSettings statistics,
    Duration publishEvery,
    int publishItems,
    Duration keepEvery,
    Duration retryAfter) {
  /** Reads {@code reco.node.items}. */
  public static ItemPartitionSettings of(Config config) {
    return new ItemPartitionSettings(
        StatisticsSettings.of(config),
        config.getDuration("publish-every"),
        config.getInt("publish-items"),
        config.getDuration("keep-every"),
        config.getDuration("retry-after"));
  }
}
