package reco.lab.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reco.lab.data.Dataset;
import reco.lab.data.UserInteraction;
import reco.lab.training.Trainer.Effort;
import reco.lab.training.TrainingRows.PastModel;
import reco.model.pipeline.Pipeline;
import reco.model.retrieval.RetrievalModel;
import reco.ranker.Registry;
import reco.ranker.RetrievalLoader;

/**
 * Trains the models of a deployment from its log.
 *
 * @param pipeline whose candidates the ranker learns to rank
 * @param scratch a folder for what is written on the way; reused by the next training
 */
public record Training(Trainer trainer, Pipeline pipeline, RowSettings rows, Path scratch) {
  private static final String RETRIEVAL = "retrieval";

  /** A kind of retrieval model. */
  public sealed interface Retriever {
    /** The kind that a ranker's rows are replayed with; it is trained for them alone. */
    Retriever forRows();
  }

  /** Factorised item vectors, queried by a weighted sum of the history: seconds to train. */
  public record Embeddings() implements Retriever {
    @Override
    public Retriever forRows() {
      return this;
    }
  }

  /** A transformer of sequences: minutes to train, and finds far more. */
  public record Encoder(Effort effort) implements Retriever {
    /** With less effort: a ranker needs to see what an encoder's scores are like. */
    @Override
    public Retriever forRows() {
      return new Encoder(effort == Effort.FULL ? Effort.QUICK : Effort.DEMO);
    }
  }

  /** Embeddings of the whole log. */
  public Path retrieval(Dataset dataset)
      throws IOException, InterruptedException, TrainingFailedException {
    return retrieval(dataset, new Embeddings());
  }

  /** A ranker over embeddings. */
  public Path ranker(Dataset dataset)
      throws IOException, InterruptedException, TrainingFailedException {
    return ranker(dataset, new Embeddings());
  }

  /**
   * Trains a retrieval model on the whole log.
   *
   * @return the published version's folder
   */
  public Path retrieval(Dataset dataset, Retriever retriever)
      throws IOException, InterruptedException, TrainingFailedException {
    return train(trainer, dataset, dataset.interactions(), "all", retriever);
  }

  /**
   * Trains the ranker on the end of the log, with the scores of a retrieval model that was trained
   * on what is before it: one that knows the answers would teach it to believe it.
   *
   * @param retriever of the kind that the ranker is to serve with
   * @return the published version's folder
   */
  public Path ranker(Dataset dataset, Retriever retriever)
      throws IOException, InterruptedException, TrainingFailedException {
    return ranker(rows(dataset, retriever));
  }

  /**
   * Trains both, for each other. What takes long comes first and the ranker last, so that the new
   * retrieval model serves but shortly with the ranker before.
   *
   * @return the published versions' folders
   */
  public List<Path> both(Dataset dataset, Retriever retriever)
      throws IOException, InterruptedException, TrainingFailedException {
    Path rows = rows(dataset, retriever);
    return List.of(retrieval(dataset, retriever), ranker(rows));
  }

  /**
   * Measures rankers on rows of a log, without publishing any.
   *
   * @return a JSON file of what was measured
   */
  public Path comparison(Dataset dataset, Retriever retriever)
      throws IOException, InterruptedException, TrainingFailedException {
    return trainer.comparison(rows(dataset, retriever), rows.seed());
  }

  private Path ranker(Path rowsFolder) throws InterruptedException, TrainingFailedException {
    return trainer.ranker(rowsFolder, rows.seed());
  }

  private Path rows(Dataset dataset, Retriever retriever)
      throws IOException, InterruptedException, TrainingFailedException {
    Path folder = scratch.resolve("rows");
    List<PastModel> models = modelsOfThePast(dataset, retriever);
    try {
      var written = TrainingRows.write(folder, dataset, pipeline, models, rows);
      trainer
          .progress()
          .accept(
              "replayed %,d requests with %,d rows".formatted(written.requests(), written.rows()));
    } finally {
      models.forEach(each -> each.model().close());
    }
    return folder;
  }

  /** Trained at even distances within the part of the log that rows are taken of. */
  private List<PastModel> modelsOfThePast(Dataset dataset, Retriever retriever)
      throws IOException, InterruptedException, TrainingFailedException {
    List<UserInteraction> log = dataset.interactions();
    long fromMillis = TrainingRows.rowsFromMillis(log, rows.share());
    int first =
        (int) log.stream().filter(each -> each.interaction().timeMillis() < fromMillis).count();
    List<PastModel> models = new ArrayList<>();
    for (int i = 0; i < rows.retrainings(); i++) {
      int from = first + (int) ((long) (log.size() - first) * i / rows.retrainings());
      if (from > 0) {
        models.add(new PastModel(from, retrievalOf(log.subList(0, from), dataset, retriever)));
      }
    }
    return models;
  }

  private RetrievalModel retrievalOf(
      List<UserInteraction> past, Dataset dataset, Retriever retriever)
      throws IOException, InterruptedException, TrainingFailedException {
    Path scratchRegistry = scratch.resolve("registry");
    train(trainer.publishingTo(scratchRegistry), dataset, past, "past", retriever.forRows());
    var registry = new Registry(scratchRegistry);
    int version = registry.latest(RETRIEVAL).orElseThrow();
    return RetrievalLoader.load(registry.open(RETRIEVAL, version)).withCatalogue(dataset.items());
  }

  private Path train(
      Trainer with, Dataset dataset, List<UserInteraction> log, String span, Retriever retriever)
      throws IOException, InterruptedException, TrainingFailedException {
    Path input = scratch.resolve("interactions-" + span);
    InteractionExport.write(input, dataset.name(), log, dataset.items());
    return switch (retriever) {
      case Embeddings _ -> with.embeddings(input, rows.seed());
      case Encoder(Effort effort) ->
          with.encoder(input, effort, scratch.resolve("checkpoints-" + span), rows.seed());
    };
  }
}
