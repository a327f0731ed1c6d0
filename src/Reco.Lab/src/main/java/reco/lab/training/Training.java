package reco.lab.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import reco.lab.data.Dataset;
import reco.lab.data.UserInteraction;
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

  /**
   * Trains item embeddings on the whole log.
   *
   * @return the published version's folder
   */
  public Path retrieval(Dataset dataset)
      throws IOException, InterruptedException, TrainingFailedException {
    Path input = scratch.resolve("interactions");
    InteractionExport.write(input, dataset.name(), dataset.interactions());
    return trainer.embeddings(input, rows.seed());
  }

  /**
   * Trains the ranker on the end of the log, with the scores of embeddings that were trained on
   * what is before it: embeddings that know the answers would teach it to believe them.
   *
   * @return the published version's folder
   */
  public Path ranker(Dataset dataset)
      throws IOException, InterruptedException, TrainingFailedException {
    Path folder = scratch.resolve("rows");
    var written = TrainingRows.write(folder, dataset, pipeline, retrievalOfThePast(dataset), rows);
    trainer
        .progress()
        .accept(
            "replayed %,d requests with %,d rows".formatted(written.requests(), written.rows()));
    return trainer.ranker(folder, rows.seed());
  }

  private RetrievalModel retrievalOfThePast(Dataset dataset)
      throws IOException, InterruptedException, TrainingFailedException {
    List<UserInteraction> log = dataset.interactions();
    long until = TrainingRows.rowsFromMillis(log, rows.share());
    List<UserInteraction> past =
        log.stream().filter(entry -> entry.interaction().timeMillis() < until).toList();
    Path input = scratch.resolve("past-interactions");
    InteractionExport.write(input, dataset.name(), past);
    Path scratchRegistry = scratch.resolve("registry");
    trainer.publishingTo(scratchRegistry).embeddings(input, rows.seed());
    var registry = new Registry(scratchRegistry);
    int version = registry.latest(RETRIEVAL).orElseThrow();
    return RetrievalLoader.load(registry.open(RETRIEVAL, version)).withCatalogue(dataset.items());
  }
}
