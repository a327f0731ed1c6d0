package reco.app;

import com.google.gson.GsonBuilder;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import reco.app.embedded.EmbeddedServices;
import reco.app.embedded.EmbeddedSettings;
import reco.app.engine.Credentials;
import reco.app.engine.Engine;
import reco.app.topics.Topics;

/**
 * The engine on this machine with the services that it needs; told to others by a file in the state
 * folder.
 */
final class Running implements AutoCloseable {
  static final String ANNOUNCEMENT = "server.json";
  private static final String ADDRESS = "address";
  private static final String API_KEY = "api-key";
  private static final String TOKEN_SECRET = "token-secret";

  private final Path state;
  private final EmbeddedServices services;
  private final Engine engine;
  private final Config config;

  private Running(Path state, EmbeddedServices services, Engine engine, Config config) {
    this.state = state;
    this.services = services;
    this.engine = engine;
    this.config = config;
  }

  /** Starts services, topics and engine; each step is told to {@code out}. */
  static Running start(Path state, Config settings, PrintWriter out) {
    forget(state);
    var steps = new Steps(out);
    EmbeddedServices services =
        steps.run(
            "Kafka and Redis", () -> EmbeddedServices.start(state, EmbeddedSettings.of(settings)));
    try {
      Config config = configured(state, services, settings);
      steps.run("topics", () -> ensureTopics(config, services.bootstrapServers()));
      Engine engine = steps.run("engine", () -> Engine.start(config, state));
      return new Running(state, services, engine, config);
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  Engine engine() {
    return engine;
  }

  Config config() {
    return config;
  }

  String url() {
    InetSocketAddress address = engine.address();
    return "http://%s:%d".formatted(address.getAddress().getHostAddress(), address.getPort());
  }

  String apiKey() {
    return Credentials.of(state, API_KEY);
  }

  /** Completes with the name of a service that is gone. */
  CompletableFuture<String> onExit() {
    return services.onExit();
  }

  private static Config configured(Path state, EmbeddedServices services, Config settings) {
    String key = Credentials.of(state, API_KEY);
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

  /** Makes the topics that are missing. */
  static void ensureTopics(Config config, String bootstrapServers) {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (var admin = Admin.create(client)) {
      Topics.of(config).ensure(admin);
    }
  }

  /** Tells other processes where the engine is, once it has what it should serve. */
  void announce() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("url", url());
    told.put("api_key", apiKey());
    told.put("kafka", services.bootstrapServers());
    told.put("redis", services.redisUri());
    told.put("pid", ProcessHandle.current().pid());
    Path file = state.resolve(ANNOUNCEMENT);
    Path address = state.resolve(ADDRESS);
    Path draft = state.resolve(ANNOUNCEMENT + ".new");
    try {
      Files.writeString(address, url().substring("http://".length()));
      Files.writeString(draft, new GsonBuilder().setPrettyPrinting().create().toJson(told));
      draft.toFile().setReadable(false, false);
      draft.toFile().setReadable(true, true);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void forget(Path state) {
    try {
      Files.deleteIfExists(state.resolve(ANNOUNCEMENT));
      Files.deleteIfExists(state.resolve(ADDRESS));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the state folder " + state, e);
    }
  }

  /** Ends the engine, then the services; what they hold is kept. */
  @Override
  public void close() {
    forget(state);
    engine.close();
    services.close();
  }
}
