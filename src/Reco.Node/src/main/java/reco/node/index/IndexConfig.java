package reco.node.index;

import com.typesafe.config.Config;
import java.util.concurrent.Executor;
import reco.index.IndexSettings;
import reco.index.Int8Index;
import reco.index.Metric;
import reco.index.VectorIndex;

/**
 * How this node holds the vectors of items, which are compared by inner product.
 *
 * @param partitions parts of the items, searched side by side
 * @param settings of the index of each
 */
public record IndexConfig(int partitions, IndexSettings settings) {
  /** Hits that the recall counts: about what the source of nearest items asks for. */
  private static final int RECALL_AT = 300;

  /** Any will do; one and the same, so that the same vectors give the same lists. */
  private static final long SEED = 1;

  public IndexConfig {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "reco.node.index.partitions: got %d, expected 1 or more".formatted(partitions));
    }
  }

  /** Reads {@code reco.node.index}. */
  public static IndexConfig of(Config config) {
    return new IndexConfig(
        config.getInt("partitions"),
        new IndexSettings(
            Metric.INNER_PRODUCT,
            config.getInt("partition-above"),
            config.getDouble("recall"),
            RECALL_AT,
            SEED));
  }

  /** An index without items, for one partition. */
  public VectorIndex emptyIndex(int dimension, Executor background) {
    return new Int8Index(dimension, settings, background);
  }
}
