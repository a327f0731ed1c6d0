package reco.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import reco.app.embedded.EmbeddedServices;
import reco.app.embedded.EmbeddedSettings;
import reco.app.engine.Credentials;
import reco.app.topics.Topics;

/**
 * Kafka with its topics and Redis of a state folder.
 *
 * @param config of nodes that use them, with the folder's own secrets
 */
record LocalServices(EmbeddedServices services, Config config) implements AutoCloseable {
  private static final String API_KEY = "api-key";
  private static final String TOKEN_SECRET = "token-secret";

  /** Starts both and makes the topics that are missing; each step is told. */
  static LocalServices start(Path state, Config settings, Steps steps) {
    var services =
        steps.run(
            "Kafka and Redis", () -> EmbeddedServices.start(state, EmbeddedSettings.of(settings)));
    try {
      Config config = connected(state, services, settings);
      steps.run("topics", () -> Topics.ensure(config));
      return new LocalServices(services, config);
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  /** The key that opens the API of nodes with this configuration. */
  static String apiKey(Path state) {
    return Credentials.of(state, API_KEY);
  }

  private static Config connected(Path state, EmbeddedServices services, Config settings) {
    String key = apiKey(state);
    Map<String, Object> local =
        Map.of(
            "reco.kafka.bootstrap-servers", services.bootstrapServers(),
            "reco.node.redis.uri", services.redisUri(),
            "reco.gateway.token-secret", Credentials.of(state, TOKEN_SECRET),
            "reco.gateway.home.key", key,
            "reco.gateway.keys",
                List.of(
                    Map.of(
                        "name", "local", "key", key, "roles", List.of("read", "write", "admin"))));
    return ConfigFactory.parseMap(local, "the state folder").withFallback(settings);
  }

  String kafka() {
    return services.bootstrapServers();
  }

  String redis() {
    return services.redisUri();
  }

  /** Completes with the name of the one that is gone. */
  CompletableFuture<String> onExit() {
    return services.onExit();
  }

  @Override
  public void close() {
    services.close();
  }
}
