package reco.lab.evaluation.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Stream;
import reco.lab.data.Dataset;
import reco.lab.data.UserInteraction;
import reco.lab.evaluation.Histories;
import reco.lab.evaluation.Progress;
import reco.lab.training.RowSettings;
import reco.lab.training.Trainer;
import reco.lab.training.Training;
import reco.lab.training.Training.Retriever;
import reco.lab.training.TrainingFailedException;
import reco.model.features.FeatureSpec;
import reco.model.id.Hashes;
import reco.model.item.Item;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.Pipeline;
import reco.model.retrieval.ItemTokens;
import reco.ranker.OnnxModel;
import reco.ranker.Registry;
import reco.ranker.RetrievalLoader;
import reco.ranker.ScoringModel;

/**
 * Models by the product's own training, kept in a folder for each past, retriever, seed and state
 * of the trainer's code, so that none is trained twice or has seen what is held out.
 *
 * @param folder where they are kept
 * @param python the trainer's interpreter
 * @param home the folder that holds the package {@code reco_train}
 * @param pipeline whose candidates the ranker learns to rank
 * @param retriever what retrieves
 * @param counting how items are counted
 */
public record TrainedOnPast(
    Path folder,
    Path python,
    Path home,
    Pipeline pipeline,
    Retriever retriever,
    StatisticsSettings counting)
    implements ModelSource {
  private static final String RETRIEVAL = "retrieval";
  private static final String RANKER = "ranker";

  @Override
  public TrainedModels models(Histories past, long seed, Progress progress)
      throws IOException, InterruptedException {
    Dataset dataset = past.dataset("evaluation");
    Path registryFolder = registry(past, seed);
    var registry = new Registry(registryFolder);
    var rows = RowSettings.STANDARD;
    var training =
        new Training(
            new Trainer(python, home, registryFolder, line -> progress.say("%s", line)),
            pipeline,
            new RowSettings(rows.share(), rows.requests(), rows.negatives(), seed, counting),
            registryFolder.resolveSibling("training"));
    try {
      if (registry.latest(RETRIEVAL).isEmpty()) {
        progress.say("training the retrieval model");
        training.retrieval(dataset, retriever);
      }
      if (registry.latest(RANKER).isEmpty()) {
        progress.say("training the ranker");
        training.ranker(dataset, retriever);
      }
    } catch (TrainingFailedException e) {
      throw new IllegalStateException(
          "training failed; --untrained evaluates without models: " + e.getMessage(), e);
    }
    return new TrainedModels(
        RetrievalLoader.load(open(registry, RETRIEVAL)).withCatalogue(past.items()),
        Optional.<ScoringModel>of(
            OnnxModel.load(open(registry, RANKER), FeatureSpec.CURRENT.hash())));
  }

  /** Where the models of a past are kept. */
  public Path registry(Histories past, long seed) {
    return folder.resolve(fingerprint(past)).resolve("seed-" + seed).resolve("models");
  }

  private static Registry.Artefact open(Registry registry, String name) {
    return registry.open(name, registry.latest(name).orElseThrow());
  }

  private String fingerprint(Histories past) {
    var text = new StringJoiner("\n").add(retriever.toString());
    for (Item item : past.items()) {
      text.add(item.id().key() + Arrays.toString(ItemTokens.of(item)));
    }
    for (UserInteraction each : past.dataset("").interactions()) {
      text.add(each.user().key() + " " + each.interaction().subject().id());
    }
    try (Stream<Path> files = Files.walk(home.resolve("reco_train"))) {
      List<Path> code = files.filter(isNamed(".py")).sorted().toList();
      for (Path file : code) {
        text.add(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the trainer's code cannot be read in " + home, e);
    }
    return "%016x".formatted(Hashes.hash(text.toString()));
  }

  private static Predicate<Path> isNamed(String ending) {
    return file -> file.toString().endsWith(ending);
  }
}
