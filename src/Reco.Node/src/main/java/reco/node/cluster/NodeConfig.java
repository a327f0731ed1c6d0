package reco.node.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The configuration of a node, layer on layer. */
public final class NodeConfig {
  private NodeConfig() {}

  /**
   * System properties over an application's settings over what a node asks of Pekko over the
   * libraries' defaults; resolved.
   *
   * @param application the application's own settings, not yet merged with any defaults
   */
  public static Config load(Config application) {
    return ConfigFactory.load(
        application.withFallback(ConfigFactory.parseResources("reco-node.conf")));
  }
}
