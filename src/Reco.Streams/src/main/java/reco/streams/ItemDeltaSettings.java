package reco.streams;

import com.typesafe.config.Config;
import java.time.Duration;
import reco.model.counting.Visitors;
import reco.model.item.StatisticsSettings;

/**
 * How interactions become item deltas.
 *
 * @param node names this node for as long as its state folder lives: what it left open when it died
 *     is ended when it comes back
 * @param commitEvery least time from one transaction to the next
 * @param commitEvents interactions after which a transaction does not wait for that
 * @param sessionTimeout silence after which a node loses its partitions
 * @param stallTimeout time without reading on after which a node loses its partitions
 * @param transactionTimeout after which the broker ends what a dead node left open
 * @param restartAfter pause before a failed session is begun again
 */
record ItemDeltaSettings(
    String group,
    String node,
    Duration commitEvery,
    int commitEvents,
    Duration sessionTimeout,
    Duration stallTimeout,
    Duration transactionTimeout,
    Duration restartAfter,
    StatisticsSettings statistics) {
  static ItemDeltaSettings of(Config config, String node) {
    Config items = config.getConfig("reco.streams.items");
    return new ItemDeltaSettings(
        items.getString("group"),
        node,
        items.getDuration("commit-every"),
        items.getInt("commit-events"),
        items.getDuration("session-timeout"),
        items.getDuration("stall-timeout"),
        items.getDuration("transaction-timeout"),
        items.getDuration("restart-after"),
        StatisticsSettings.of(config.getConfig("reco.node.items")));
  }

  /** Nobody remembered yet. */
  Visitors visitors(int partitions) {
    return new Visitors(Math.max(1, statistics.users() / partitions), statistics.window());
  }
}
