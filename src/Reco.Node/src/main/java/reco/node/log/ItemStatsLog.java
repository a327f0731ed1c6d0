package reco.node.log;

import java.util.List;
import java.util.concurrent.CompletionStage;
import reco.model.item.ItemStats;

/** Where the item side publishes for all nodes that serve. */
public interface ItemStatsLog {
  /**
   * Replaces what was published of these items.
   *
   * @return completes once the log holds all of them; fails with {@link LogUnavailableException}
   */
  CompletionStage<?> publish(List<ItemStats> stats);
}
