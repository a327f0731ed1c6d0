package reco.node.request;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The items of the last slates' first pages, to tell how different they are: a collapse shows the
 * same few to everyone.
 */
final class ShownItems {
  private static final int POSITIONS = 10_000;

  private final long[] ring = new long[POSITIONS];
  private final Map<Long, Integer> counts = new HashMap<>();
  private int next;
  private int size;

  /**
   * @param catalogue how many items there are
   */
  static ShownItems registered(MeterRegistry meters, IntSupplier catalogue) {
    var shown = new ShownItems();
    Gauge.builder("reco.slate.distinct.ratio", shown, ShownItems::distinctRatio)
        .description("different items among the last 10,000 positions shown, as a share of these")
        .register(meters);
    Gauge.builder("reco.slate.coverage.ratio", shown, s -> s.coverage(catalogue.getAsInt()))
        .description("different items among the last 10,000 positions, as a share of the catalogue")
        .register(meters);
    return shown;
  }

  synchronized void add(long item) {
    if (size == POSITIONS) {
      counts.merge(ring[next], -1, (before, less) -> before == 1 ? null : before + less);
    } else {
      size++;
    }
    ring[next] = item;
    next = (next + 1) % POSITIONS;
    counts.merge(item, 1, Integer::sum);
  }

  /** 1 where no item was shown twice; NaN before the first. */
  synchronized double distinctRatio() {
    return (double) counts.size() / size;
  }

  synchronized double coverage(int catalogue) {
    return Math.min(1, (double) counts.size() / catalogue);
  }
}
