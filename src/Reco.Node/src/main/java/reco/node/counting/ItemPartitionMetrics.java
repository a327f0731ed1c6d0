package reco.node.counting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the item partitions of a node have done. */
final class ItemPartitionMetrics {
  private final Counter counted;
  private final Counter published;
  private final Counter unpublished;
  private final Counter kept;
  private final Counter unkept;
  private final Counter rebuilt;

  ItemPartitionMetrics(MeterRegistry meters) {
    counted = meters.counter("reco.items.deltas");
    published = meters.counter("reco.items.published", "result", "ok");
    unpublished = meters.counter("reco.items.published", "result", "failed");
    kept = meters.counter("reco.items.snapshots", "result", "ok");
    unkept = meters.counter("reco.items.snapshots", "result", "failed");
    rebuilt = meters.counter("reco.items.rebuilt");
  }

  void counted(int deltas) {
    counted.increment(deltas);
  }

  void published(int stats, boolean ok) {
    (ok ? published : unpublished).increment(stats);
  }

  void kept(boolean ok) {
    (ok ? kept : unkept).increment();
  }

  /** A ledger was made anew from its log. */
  void rebuilt() {
    rebuilt.increment();
  }
}
