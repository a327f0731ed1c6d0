package reco.lab.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Calls at a fixed rate, whether or not the server keeps up. A latency runs from when the call was
 * due by the schedule, not from when it could be sent: a server that stalls is charged for every
 * call that had to wait for it (no coordinated omission).
 *
 * @param deadline after which an answer counts as late
 */
public record OpenLoop(LoadClient client, double callsPerSecond, Duration deadline) {
  public OpenLoop {
    if (!(callsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "rate: got " + callsPerSecond + " calls a second, expected more than 0");
    }
  }

  /**
   * Sends for a time and returns when the last answer is in.
   *
   * @param script the n-th call
   */
  public LoadResult run(Duration duration, LongFunction<Call> script) throws InterruptedException {
    var recording = new Recording(deadline);
    int calls = Math.toIntExact((long) Math.ceil(callsPerSecond * duration.toNanos() / 1e9));
    var unanswered = new CountDownLatch(calls);
    long start = System.nanoTime();
    for (int number = 0; number < calls; number++) {
      long due = start + dueNanos(number);
      awaitNanoTime(due);
      var _ =
          client
              .send(script.apply(number))
              .whenComplete((answer, failure) -> {
                recording.record(due, System.nanoTime(), answer, failure);
                unanswered.countDown();
              });
    }
    unanswered.await();
    return recording.result(start, System.nanoTime());
  }

  /** When a call is due, nanoseconds after the start. */
  long dueNanos(int number) {
    return (long) (number * 1e9 / callsPerSecond);
  }

  private static void awaitNanoTime(long due) {
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
  }
}
