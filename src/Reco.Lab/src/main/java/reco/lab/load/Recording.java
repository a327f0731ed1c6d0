package reco.lab.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/** Takes in answers from any thread. */
final class Recording {
  private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final int DIGITS = 3;

  private final long deadlineNanos;
  private final ConcurrentHistogram accepted = histogram();
  private final ConcurrentHistogram acceptedService = histogram();
  private final ConcurrentHistogram refusedService = histogram();
  private final LongAdder errors = new LongAdder();
  private final LongAdder late = new LongAdder();

  Recording(Duration deadline) {
    deadlineNanos = deadline.toNanos();
  }

  private static ConcurrentHistogram histogram() {
    return new ConcurrentHistogram(HIGHEST_NANOS, DIGITS);
  }

  /**
   * @param dueNanos when the call was to be sent, by the schedule
   * @param sentNanos when it was sent
   * @param answer null where there was none
   */
  void record(long dueNanos, long sentNanos, long doneNanos, @Nullable Answer answer) {
    if (answer != null && answer.isAccepted()) {
      accepted.recordValue(bounded(doneNanos - dueNanos));
      acceptedService.recordValue(bounded(doneNanos - sentNanos));
      if (doneNanos - dueNanos > deadlineNanos) {
        late.increment();
      }
    } else if (answer != null && answer.isRefused()) {
      refusedService.recordValue(bounded(doneNanos - sentNanos));
    } else {
      errors.increment();
    }
  }

  private static long bounded(long nanos) {
    return Math.clamp(nanos, 0, HIGHEST_NANOS);
  }

  LoadResult result(long startNanos, long endNanos) {
    return new LoadResult(
        (endNanos - startNanos) / 1e9,
        Latencies.of(accepted),
        Latencies.of(acceptedService),
        Latencies.of(refusedService),
        errors.sum(),
        late.sum());
  }
}
