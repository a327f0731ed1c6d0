package reco.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reco.app.demo.BackgroundTraining;
import reco.app.demo.Loader;
import reco.app.demo.ModelTraining;
import reco.app.engine.Engine;
import reco.lab.DataSource;
import reco.lab.data.Dataset;
import reco.lab.data.UserInteraction;
import reco.lab.training.Training.Embeddings;
import reco.lab.training.TrainingFailedException;
import reco.model.id.UserId;

/**
 * The main job on embedded defaults; what an earlier run has loaded and trained is there at once.
 */
@Command(
    name = "demo",
    description = "Start, load a dataset, train on it and serve; Ctrl-C ends it and keeps all.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(DemoCommand.class);
  private static final String LOADED = "loaded.txt";
  private static final String TRACE_SHARE = "reco.streams.decisions.trace-share";
  private static final ConfigValue ALL = ConfigValueFactory.fromAnyRef(1.0, "demo");
  private static final Duration POLL = Duration.ofMillis(100);

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      defaultValue = "world",
      description =
          "world, world:SEED (simulated), or movielens:DIR (MovieLens 100k or 1M as it comes)")
  private String data = "world";

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path state = options.state();
    DataSource source = DataSource.parse(data);
    Config settings = options.configuration().withValue(TRACE_SHARE, ALL);
    out.println("Reco demo: first start loads and trains, later ones serve at once");
    Running running = Running.start(state, settings, out);
    try {
      fill(running, source, state, out);
      running.announce();
    } catch (RuntimeException | IOException | InterruptedException e) {
      running.close();
      throw e;
    }
    invite(running, state, out);
    var background = trainMore(running, state, out);
    Foreground.stay(
        () -> {
          background.ifPresent(BackgroundTraining::close);
          running.close();
        },
        running.onExit());
    return CommandLine.ExitCode.OK;
  }

  private void fill(Running running, DataSource source, Path state, PrintWriter out)
      throws IOException, InterruptedException {
    var steps = new Steps(out);
    Path loaded = state.resolve(LOADED);
    if (Files.exists(loaded)) {
      requireSame(Files.readString(loaded).lines().findFirst().orElse(""));
    } else {
      load(running.engine(), steps, source, loaded);
    }
    if (running.engine().models().ranker().equals("none")) {
      train(running, state, steps);
    }
  }

  private void requireSame(String before) {
    if (!before.equals(data)) {
      throw new IllegalStateException(
          "--data: got %s, but %s is loaded in this state folder; name another with --state"
              .formatted(data, before));
    }
  }

  private void load(Engine engine, Steps steps, DataSource source, Path loaded) throws IOException {
    Dataset dataset = steps.run("dataset " + data, () -> source.load(Clock.systemUTC()));
    var loader = new Loader(engine);
    steps.run(
        "%,d items".formatted(dataset.items().size()),
        () -> {
          loader.items(dataset);
          await(() -> engine.catalogueSize() >= dataset.items().size());
        });
    steps.run(
        "%,d interactions".formatted(dataset.interactions().size()),
        () -> {
          loader.interactions(dataset);
          await(engine::isCaughtUp);
        });
    Files.writeString(
        loaded,
        "%s%n%s%nshift_millis=%d%nuser=%s%n"
            .formatted(data, dataset.name(), dataset.shiftMillis(), busiest(dataset)));
  }

  private static String busiest(Dataset dataset) {
    Map<UserId, Long> counts =
        dataset.interactions().stream()
            .collect(Collectors.groupingBy(UserInteraction::user, Collectors.counting()));
    return counts.entrySet().stream()
        .max(Comparator.comparing(Map.Entry<UserId, Long>::getValue))
        .map(entry -> entry.getKey().id())
        .orElse("ann");
  }

  private void train(Running running, Path state, Steps steps)
      throws IOException, InterruptedException {
    steps.heading("training");
    try {
      new ModelTraining(running.config(), RunOptions.HOME, state, steps::say).run(new Embeddings());
      steps.run(
          "models into service",
          () -> {
            running.engine().models().serveNewest();
            running.engine().warmUp();
          });
    } catch (TrainingFailedException e) {
      steps.say("no models: " + e.getMessage());
      steps.say("serving goes on with retrieval scores; ./reco train tries again");
    }
  }

  /** Trains the sequence encoder while it serves, unless one is there. */
  private static Optional<BackgroundTraining> trainMore(
      Running running, Path state, PrintWriter out) {
    if (running.engine().models().hasEncoder()) {
      return Optional.empty();
    }
    var training =
        new ModelTraining(running.config(), RunOptions.HOME, state, line -> log.info("{}", line));
    var steps = new Steps(out);
    steps.heading("training a sequence encoder while this serves");
    return Optional.of(BackgroundTraining.start(training, steps::heading));
  }

  private void invite(Running running, Path state, PrintWriter out) throws IOException {
    String user =
        Files.readString(state.resolve(LOADED))
            .lines()
            .filter(line -> line.startsWith("user="))
            .map(line -> line.substring("user=".length()))
            .findFirst()
            .orElse("ann");
    out.printf(
        """

        Reco serves at %1$s   (/docs for the API)
        A page         %1$s/?user=%3$s
        API key        %2$s

        A slate: each item says why it is there.
          curl -s -H 'Authorization: Bearer %2$s' '%1$s/api/v1/recommendations?user_id=%3$s&count=5'
        An event: hide one of these items, ask again with &timeout_ms=1000&min_watermark=WATERMARK, and it is gone.
          curl -s -H 'Authorization: Bearer %2$s' -d '{"user_id":"%3$s","item_id":"ITEM","event":"hide"}' -H 'Content-Type: application/json' %1$s/api/v1/events

        Ctrl-C ends it; what it holds is kept in %4$s.
        """,
        running.url(), running.apiKey(), user, state);
    out.flush();
  }

  private static void await(java.util.function.BooleanSupplier reached) {
    try {
      while (!reached.getAsBoolean()) {
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new java.io.InterruptedIOException("interrupted"));
    }
  }
}
