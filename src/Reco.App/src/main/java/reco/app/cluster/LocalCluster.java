package reco.app.cluster;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.app.embedded.EmbeddedServiceException;

/**
 * The nodes of a cluster on this machine, from one build. One that ends by itself is started again,
 * after a pause that grows while it does not come up.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalCluster.class);
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final List<LocalNode> nodes;
  private final LocalNodeSettings settings;
  private final PrintWriter out;
  private volatile boolean closing;

  private LocalCluster(List<LocalNode> nodes, LocalNodeSettings settings, PrintWriter out) {
    this.nodes = nodes;
    this.settings = settings;
    this.out = out;
  }

  /**
   * Starts the nodes side by side and waits until all serve.
   *
   * @param state each node keeps its own below {@code nodes/}
   * @param config of the cluster, with the services that run
   * @param models the folder of the registry that they share
   * @param overlays that the configuration was loaded with
   * @param out is told of nodes that end
   * @throws EmbeddedServiceException where one does not come up; all are ended then
   */
  public static LocalCluster start(
      Path state, Config config, Path models, List<String> overlays, int nodes, PrintWriter out) {
    var settings = LocalNodeSettings.of(config);
    var addresses = NodeAddress.choose(nodes, settings);
    var started =
        addresses.stream()
            .map(address -> {
              var files = NodeFiles.of(state, address.number());
              files.writeOverlay(config, models, address, addresses);
              return LocalNode.start(address, files, overlays, settings);
            })
            .toList();
    var cluster = new LocalCluster(started, settings, out);
    try {
      cluster.onAll(LocalNode::awaitServing);
    } catch (CompletionException failed) {
      cluster.close();
      throw failed.getCause() instanceof EmbeddedServiceException cause ? cause : failed;
    }
    started.forEach(node -> Thread.ofVirtual().start(() -> cluster.watch(node)));
    return cluster;
  }

  /** Where they are. */
  public List<NodeAddress> addresses() {
    return nodes.stream().map(LocalNode::address).toList();
  }

  /** Where a node logs. */
  public Path logs(NodeAddress address) {
    return nodes.get(address.number() - 1).files().logs().resolve("reco.log");
  }

  private void watch(LocalNode node) {
    while (true) {
      int code = node.awaitEnd();
      if (closing) {
        return;
      }
      boolean again = settings.restart() && code != 0;
      say(
          "node %d %s%s"
              .formatted(
                  node.address().number(),
                  code == 0 ? "has left" : "has ended with code " + code,
                  again ? "; it is started again" : ""));
      if (!again || !isUpAgain(node)) {
        return;
      }
      say("node %d serves again".formatted(node.address().number()));
    }
  }

  private boolean isUpAgain(LocalNode node) {
    Duration pause = FIRST_PAUSE;
    while (!closing) {
      try {
        node.startAgain();
        node.awaitServing();
        return true;
      } catch (EmbeddedServiceException failed) {
        log.warn("node {} does not come up", node.address().number(), failed);
        pause = sleep(pause);
      }
    }
    return false;
  }

  private static Duration sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Duration next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private void onAll(Consumer<LocalNode> work) {
    CompletableFuture.allOf(
            nodes.stream()
                .map(node -> CompletableFuture.runAsync(() -> work.accept(node), THREADS))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  /** Has all nodes leave and end. */
  @Override
  public void close() {
    closing = true;
    onAll(LocalNode::stop);
  }
}
