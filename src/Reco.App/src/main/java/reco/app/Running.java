package reco.app;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import reco.app.engine.Engine;

/**
 * The engine on this machine with the services that it needs; told to others by a file in the state
 * folder.
 */
final class Running implements AutoCloseable {
  private final Path state;
  private final LocalServices services;
  private final Engine engine;

  private Running(Path state, LocalServices services, Engine engine) {
    this.state = state;
    this.services = services;
    this.engine = engine;
  }

  /** Starts services, topics and engine; each step is told to {@code out}. */
  static Running start(Path state, Config settings, PrintWriter out) {
    new Announcement(state).remove();
    var steps = new Steps(out);
    LocalServices services = LocalServices.start(state, settings, steps);
    try {
      Engine engine = steps.run("engine", () -> Engine.start(services.config(), state));
      return new Running(state, services, engine);
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  Engine engine() {
    return engine;
  }

  Config config() {
    return services.config();
  }

  String url() {
    return engine.url();
  }

  String apiKey() {
    return LocalServices.apiKey(state);
  }

  /** Completes with the name of a part that is gone. */
  CompletableFuture<String> onExit() {
    return services.onExit().applyToEither(engine.ended().thenApply(_ -> "the node"), name -> name);
  }

  /** Tells other processes where the engine is, once it has what it should serve. */
  void announce() {
    new Announcement(state)
        .write(
            List.of(url()),
            Map.of("api_key", apiKey(), "kafka", services.kafka(), "redis", services.redis()));
  }

  /** Ends the engine, then the services; what they hold is kept. */
  @Override
  public void close() {
    new Announcement(state).remove();
    engine.close();
    services.close();
  }
}
