package reco.lab.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
  private final ConcurrentHistogram generatorLag = histogram();
  private final AtomicReference<String> firstError = new AtomicReference<>("");
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
   * @param answer null where there was none
   * @param failure why there was none
   */
  void record(long dueNanos, long doneNanos, @Nullable Answer answer, @Nullable Throwable failure) {
    if (answer == null) {
      error(String.valueOf(failure));
      return;
    }
    generatorLag.recordValue(bounded(answer.sentNanos() - dueNanos));
    if (answer.isAccepted()) {
      accepted.recordValue(bounded(doneNanos - dueNanos));
      acceptedService.recordValue(bounded(doneNanos - answer.sentNanos()));
      if (doneNanos - dueNanos > deadlineNanos) {
        late.increment();
      }
    } else if (answer.isRefused()) {
      refusedService.recordValue(bounded(doneNanos - answer.sentNanos()));
    } else {
      error(answer.status() + " " + answer.body());
    }
  }

  private void error(String what) {
    errors.increment();
    firstError.compareAndSet("", what);
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
        Latencies.of(generatorLag),
        errors.sum(),
        firstError.get(),
        late.sum());
  }
}
