package reco.lab.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A fixed number of callers, each of which sends its next call when the one before is answered:
 * measures capacity. Its latencies say nothing of how long users would wait; {@link OpenLoop}'s do.
 *
 * @param concurrency callers
 */
public record ClosedLoop(LoadClient client, int concurrency, Duration deadline) {
  public ClosedLoop {
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "concurrency: got " + concurrency + ", expected at least 1");
    }
  }

  /**
   * Runs for a time and returns when the last answer is in.
   *
   * @param script the n-th call
   */
  public LoadResult run(Duration duration, LongFunction<Call> script) throws InterruptedException {
    var run = new Run(duration.toNanos(), Long.MAX_VALUE, script);
    return run.await();
  }

  /** Sends so many calls, and returns when the last answer is in. */
  public LoadResult run(long calls, LongFunction<Call> script) throws InterruptedException {
    return new Run(Long.MAX_VALUE, calls, script).await();
  }

  private final class Run {
    private final Recording recording = new Recording(deadline);
    private final AtomicLong next = new AtomicLong();
    private final CountDownLatch callers = new CountDownLatch(concurrency);
    private final long startNanos = System.nanoTime();
    private final long durationNanos;
    private final long calls;
    private final LongFunction<Call> script;

    Run(long durationNanos, long calls, LongFunction<Call> script) {
      this.durationNanos = durationNanos;
      this.calls = calls;
      this.script = script;
    }

    LoadResult await() throws InterruptedException {
      for (int caller = 0; caller < concurrency; caller++) {
        sendNext();
      }
      callers.await();
      return recording.result(startNanos, System.nanoTime());
    }

    private void sendNext() {
      long sent = System.nanoTime();
      long number = next.getAndIncrement();
      if (sent - startNanos >= durationNanos || number >= calls) {
        callers.countDown();
        return;
      }
      var _ =
          client
              .send(script.apply(number))
              .whenComplete((answer, failure) -> {
                recording.record(sent, System.nanoTime(), answer, failure);
                sendNext();
              });
    }
  }
}
