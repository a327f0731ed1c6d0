package reco.lab.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that the server is to reach. */
final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private Waiting() {}

  static void until(String what, BooleanSupplier reached) {
    until(what, PATIENCE, reached);
  }

  static void until(String what, Duration patience, BooleanSupplier reached) {
    long end = System.nanoTime() + patience.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new BenchFailedException("waited %s in vain for %s".formatted(patience, what));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
