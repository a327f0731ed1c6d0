package reco.node.request;

import reco.model.retrieval.RetrievalModel;
import reco.node.index.IndexPartitions;
import reco.node.query.Queries;

/** Query tower and item vectors of one version: they change together or not at all. */
public record Retrieval(RetrievalModel model, IndexPartitions partitions, Queries queries) {
  public Retrieval {
    if (!model.version().equals(partitions.version())) {
      throw new IllegalArgumentException(
          "partitions: got version %s, expected %s, the model's"
              .formatted(partitions.version(), model.version()));
    }
  }

  /** With queries that a model makes at once. */
  public Retrieval(RetrievalModel model, IndexPartitions partitions) {
    this(model, partitions, Queries.of(model));
  }

  /** Ends what it runs. */
  public void stop() {
    partitions.stop();
    queries.stop();
  }
}
