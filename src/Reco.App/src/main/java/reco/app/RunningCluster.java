package reco.app;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import reco.app.cluster.LocalCluster;
import reco.app.cluster.NodeAddress;
import reco.app.release.Registries;

/** A cluster on this machine beside one broker and one Redis. */
final class RunningCluster implements AutoCloseable {
  private static final String ROW = "  %-4s  %-24s  %-18s  %s%n";

  private final Path state;
  private final LocalServices services;
  private final LocalCluster cluster;

  private RunningCluster(Path state, LocalServices services, LocalCluster cluster) {
    this.state = state;
    this.services = services;
    this.cluster = cluster;
  }

  /** Starts services, topics and nodes; each step is told to {@code out}. */
  static RunningCluster start(
      Path state, Config settings, List<String> overlays, int nodes, PrintWriter out) {
    new Announcement(state).remove();
    var steps = new Steps(out);
    LocalServices services = LocalServices.start(state, settings, steps);
    try {
      Path models = Registries.folder(settings, state);
      LocalCluster cluster =
          steps.run(
              nodes + " nodes",
              () -> LocalCluster.start(state, services.config(), models, overlays, nodes, out));
      var running = new RunningCluster(state, services, cluster);
      running.announce();
      return running;
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  private void announce() {
    new Announcement(state)
        .write(
            cluster.addresses().stream().map(NodeAddress::url).toList(),
            Map.of(
                "api_key", LocalServices.apiKey(state),
                "kafka", services.kafka(),
                "redis", services.redis(),
                "nodes", cluster.addresses()));
  }

  /** A line a node: where it is and where it logs. */
  String table() {
    var table = new StringBuilder(ROW.formatted("NODE", "GATEWAY", "MEMBER", "LOG"));
    for (NodeAddress node : cluster.addresses()) {
      table.append(ROW.formatted(node.number(), node.url(), node.member(), cluster.logs(node)));
    }
    return table.toString();
  }

  /** Completes with the name of a service that is gone. */
  CompletableFuture<String> onExit() {
    return services.onExit();
  }

  /** Has the nodes leave, then ends the services; what they hold is kept. */
  @Override
  public void close() {
    new Announcement(state).remove();
    cluster.close();
    services.close();
  }
}
