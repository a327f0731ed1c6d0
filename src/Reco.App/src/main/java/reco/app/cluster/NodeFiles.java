package reco.app.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The folder of one node: its own state, and the configuration that it is started with. */
record NodeFiles(Path folder) {
  /** Below the state folder of the cluster. */
  static NodeFiles of(Path state, int number) {
    return new NodeFiles(state.resolve("nodes").resolve(Integer.toString(number)));
  }

  /** The node writes it when it serves. */
  Path announcement() {
    return folder.resolve("server.json");
  }

  /** What the node prints. */
  Path output() {
    return logs().resolve("node.out");
  }

  Path logs() {
    return folder.resolve("logs");
  }

  /** The overlay that makes a node of a cluster of what is configured. */
  Path overlay() {
    return folder.resolve("node.conf");
  }

  /**
   * Writes the overlay, for its owner alone: it has the keys of the API.
   *
   * @param config of the cluster
   * @param models the folder of the registry
   */
  void writeOverlay(Config config, Path models, NodeAddress self, List<NodeAddress> all) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("reco.node.host", self.host());
    own.put("reco.node.port", self.port());
    own.put("reco.node.seed-nodes", all.stream().map(NodeAddress::seed).toList());
    own.put("reco.node.join-timeout", "2 minutes");
    own.put("reco.gateway.port", self.httpPort());
    own.put("reco.gateway.leave-notice", config.getString("reco.embedded.nodes.leave-notice"));
    own.put("reco.registry.folder", models.toString());
    Config node =
        ConfigFactory.parseMap(own)
            .withFallback(config.withOnlyPath("reco.kafka.bootstrap-servers"))
            .withFallback(config.withOnlyPath("reco.node.redis.uri"))
            .withFallback(config.withOnlyPath("reco.gateway.token-secret"))
            .withFallback(config.withOnlyPath("reco.gateway.home.key"))
            .withFallback(config.withOnlyPath("reco.gateway.keys"));
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(overlay());
      Files.createFile(overlay());
      overlay().toFile().setReadable(false, false);
      overlay().toFile().setReadable(true, true);
      Files.writeString(overlay(), node.root().render(ConfigRenderOptions.concise()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + overlay(), e);
    }
  }
}
