package reco.app.cluster;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;

/**
 * What {@code reco.embedded.nodes} says of the nodes on one machine.
 *
 * @param heapMib each one's limit in MiB
 * @param hosts loopback addresses that they have for each other, in turn
 * @param port preferred one of the first node for the others, counted up; 0 for any free ones
 * @param httpPort the same of the gateways
 * @param restart whether one that ends by itself is started again
 * @param readyTimeout how long one may take until it serves
 * @param stopTimeout how long one may take to leave before it is killed
 */
record LocalNodeSettings(
    long heapMib,
    List<String> hosts,
    int port,
    int httpPort,
    boolean restart,
    Duration readyTimeout,
    Duration stopTimeout) {
  private static final long MIB = 1024 * 1024;

  LocalNodeSettings {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException(
          "reco.embedded.nodes.hosts: got none, expected one or more loopback addresses");
    }
  }

  /** Reads the product's configuration. */
  static LocalNodeSettings of(Config config) {
    var nodes = config.getConfig("reco.embedded.nodes");
    return new LocalNodeSettings(
        nodes.getBytes("heap") / MIB,
        nodes.getStringList("hosts"),
        nodes.getInt("port"),
        config.getInt("reco.gateway.port"),
        nodes.getBoolean("restart"),
        nodes.getDuration("ready-timeout"),
        nodes.getDuration("stop-timeout"));
  }
}
