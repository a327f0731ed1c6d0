package reco.node.request;

import reco.model.retrieval.RetrievalModel;
import reco.node.index.IndexPartitions;

/** Query tower and item vectors of one version: they change together or not at all. */
public record Retrieval(RetrievalModel model, IndexPartitions partitions) {
  public Retrieval {
    if (!model.version().equals(partitions.version())) {
      throw new IllegalArgumentException(
          "partitions: got version %s, expected %s, the model's"
              .formatted(partitions.version(), model.version()));
    }
  }
}
