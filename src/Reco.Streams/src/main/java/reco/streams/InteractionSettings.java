package reco.streams;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How the interactions are applied.
 *
 * @param group the consumer group of the nodes
 * @param sessionTimeout a node that is silent for so long loses its partitions
 * @param roundLimit most records of a round
 * @param observeTimeout how long a group may take before it is sent again
 * @param minBackoff before it is sent again; doubles with each further time
 * @param maxBackoff longest pause
 * @param checkpointInterval how often the store is told how far its records have come, and asked
 *     whether it is still the one that it was
 */
record InteractionSettings(
    String group,
    Duration sessionTimeout,
    int roundLimit,
    Duration observeTimeout,
    Duration minBackoff,
    Duration maxBackoff,
    Duration checkpointInterval) {
  /** Reads {@code reco.streams.interactions}. */
  static InteractionSettings of(Config config) {
    return new InteractionSettings(
        config.getString("group"),
        config.getDuration("session-timeout"),
        config.getInt("round-limit"),
        config.getDuration("observe-timeout"),
        config.getDuration("min-backoff"),
        config.getDuration("max-backoff"),
        config.getDuration("checkpoint-interval"));
  }
}
