package reco.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import reco.app.release.Registries;
import reco.lab.data.Dataset;
import reco.lab.data.LoggedDataset;
import reco.lab.parity.ParityJob;
import reco.lab.training.RowSettings;
import reco.lab.training.Trainer;
import reco.lab.training.Training;
import reco.lab.training.Training.Retriever;
import reco.lab.training.TrainingFailedException;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipelines;
import reco.model.release.Release;
import reco.model.release.Releases;
import reco.streams.KafkaClients;
import reco.streams.KafkaControlLog;
import reco.streams.TopicNames;

/** Trains new versions of both models on what has been logged. */
public final class ModelTraining {
  private static final String SURFACE = "home";

  private final Config config;
  private final Path home;
  private final Path state;
  private final Consumer<String> progress;

  /**
   * @param home the checkout, which holds the trainer and its environment
   * @param progress told each line of what goes on
   */
  public ModelTraining(Config config, Path home, Path state, Consumer<String> progress) {
    this.config = config;
    this.home = home;
    this.state = state;
    this.progress = progress;
  }

  /**
   * Trains a retrieval model and the ranker for it, and publishes each.
   *
   * @throws TrainingFailedException with the trainer's last lines
   */
  public void run(Retriever retriever)
      throws TrainingFailedException, InterruptedException, IOException {
    Dataset dataset = new LoggedDataset(new KafkaClients(config), TopicNames.of(config)).read();
    progress.accept(
        "read %,d interactions with %,d items from the log"
            .formatted(dataset.interactions().size(), dataset.items().size()));
    awaitEnvironment();
    Pipeline pipeline = Pipelines.load(config).find(SURFACE).orElseThrow();
    Path folder =
        switch (Registries.kind(config)) {
          case FOLDER -> Registries.folder(config, state);
          case S3 -> state.resolve("training/published");
        };
    Trainer trainer = trainer(folder, servingVersions());
    var rows =
        RowSettings.STANDARD.countedBy(StatisticsSettings.of(config.getConfig("reco.node.items")));
    var training = new Training(trainer, pipeline, rows, state.resolve("training"));
    training.both(dataset, retriever).forEach(this::publish);
  }

  /** Where the trainer has not published into the registry itself. */
  private void publish(Path version) {
    if (Registries.kind(config) == Registries.Kind.S3) {
      String label = Registries.open(config, state).publish(version).label();
      progress.accept("published " + label);
    }
  }

  /**
   * Compares what the newest ranked requests were served with what replay and trainer make of them.
   *
   * @return what was found, as a line
   */
  public String checkParity() throws TrainingFailedException, InterruptedException, IOException {
    awaitEnvironment();
    var settings = config.getConfig("reco.parity");
    var job =
        new ParityJob(
            new KafkaClients(config),
            TopicNames.of(config),
            Registries.open(config, state),
            trainer(Registries.folder(config, state), Map.of()),
            state.resolve("training"),
            settings.getInt("traces"),
            settings.getDouble("limit"),
            progress);
    return job.run(Instant.now())
        .map(found ->
            "ranker@v%d: %s"
                .formatted(
                    found.version(),
                    found.breach() ? "BREACH: " + found.reason() : "within the limits"))
        .orElse("no recorded request was ranked: nothing to compare");
  }

  private Trainer trainer(Path registry, Map<String, String> parents) {
    return new Trainer(
        home.resolve(".reco/venv/bin/python"), home.resolve("train"), registry, progress, parents);
  }

  /** What the control log says of which versions serve. */
  private Map<String, String> servingVersions() {
    var releases = new AtomicReference<>(Releases.NONE);
    try (var follower =
        KafkaControlLog.follow(
            new KafkaClients(config),
            TopicNames.of(config),
            _ -> {},
            decision -> releases.updateAndGet(before -> before.after(decision)),
            _ -> {})) {
      follower.caughtUp().toCompletableFuture().join();
    }
    return releases.get().byModel().values().stream()
        .filter(release -> release.serving().isPresent())
        .collect(
            Collectors.toMap(
                Release::model, release -> release.label(release.serving().orElseThrow())));
  }

  /** The launcher makes the trainer's Python environment; this waits for it, or makes it now. */
  private void awaitEnvironment()
      throws IOException, InterruptedException, TrainingFailedException {
    Process launcher =
        new ProcessBuilder(home.resolve("reco").toString(), "venv")
            .redirectErrorStream(true)
            .start();
    String said = new String(launcher.getInputStream().readAllBytes(), UTF_8);
    if (launcher.waitFor() != 0) {
      throw new TrainingFailedException(
          "the trainer's environment cannot be made:\n" + said.strip());
    }
  }
}
