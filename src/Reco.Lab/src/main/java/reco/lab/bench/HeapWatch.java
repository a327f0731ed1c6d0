package reco.lab.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Asks a server every second how much heap it uses, until closed. */
final class HeapWatch implements AutoCloseable {
  private final Server server;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private final AtomicLong maxBytes;

  private HeapWatch(Server server) {
    this.server = server;
    this.maxBytes = new AtomicLong(server.status().heapUsedBytes());
  }

  static HeapWatch start(Server server) {
    var watch = new HeapWatch(server);
    var _ = watch.clock.scheduleWithFixedDelay(watch::look, 1, 1, TimeUnit.SECONDS);
    return watch;
  }

  private void look() {
    try {
      maxBytes.accumulateAndGet(server.status().heapUsedBytes(), Math::max);
    } catch (BenchFailedException refused) {
      // An overloaded server may refuse to tell; the next look will.
    }
  }

  long maxBytes() {
    return maxBytes.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
