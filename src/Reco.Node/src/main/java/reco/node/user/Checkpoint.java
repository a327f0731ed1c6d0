package reco.node.user;

import java.util.List;
import java.util.OptionalLong;
import reco.model.interaction.LogPosition;

/**
 * How far the log has been applied to a store's records.
 *
 * @param lineage of the store
 * @param applied of each partition the last record that is applied with all before it
 */
public record Checkpoint(long lineage, List<LogPosition> applied) {
  public Checkpoint {
    applied = List.copyOf(applied);
  }

  /** The first offset of a partition that the records may lack; empty where nothing is known. */
  public OptionalLong nextOffset(long topic, int partition) {
    var first = new LogPosition(topic, partition, 0);
    return applied.stream()
        .filter(first::sharesPartition)
        .mapToLong(last -> last.offset() + 1)
        .findFirst();
  }
}
