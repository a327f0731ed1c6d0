package reco.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import reco.lab.data.Dataset;
import reco.lab.data.LoggedDataset;
import reco.lab.training.RowSettings;
import reco.lab.training.Trainer;
import reco.lab.training.Training;
import reco.lab.training.Training.Retriever;
import reco.lab.training.TrainingFailedException;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipelines;
import reco.streams.KafkaClients;
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
    var trainer =
        new Trainer(
            home.resolve(".reco/venv/bin/python"),
            home.resolve("train"),
            state.resolve("models"),
            progress);
    var rows =
        RowSettings.STANDARD.countedBy(StatisticsSettings.of(config.getConfig("reco.node.items")));
    var training = new Training(trainer, pipeline, rows, state.resolve("training"));
    training.both(dataset, retriever);
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
