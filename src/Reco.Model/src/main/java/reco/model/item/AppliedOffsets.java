package reco.model.item;

import java.util.HashMap;
import java.util.Map;
import reco.model.interaction.LogPosition;

/** The highest offset applied per topic and partition. One thread. */
final class AppliedOffsets {
  private final Map<Partition, Highest> partitions = new HashMap<>();

  private record Partition(long topic, int partition) {}

  private static final class Highest {
    long offset = -1;
  }

  /** Moves on to a position; false where it, or a later one of its partition, was applied. */
  boolean advance(LogPosition position) {
    Highest highest =
        partitions.computeIfAbsent(
            new Partition(position.topic(), position.partition()), _ -> new Highest());
    if (position.offset() <= highest.offset) {
      return false;
    }
    highest.offset = position.offset();
    return true;
  }
}
