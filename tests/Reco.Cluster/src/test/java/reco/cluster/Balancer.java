package reco.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows which nodes to send calls to: it asks each for its readiness, ten times a second. */
final class Balancer implements AutoCloseable {
  private static final Duration PROBE_TIMEOUT = Duration.ofMillis(400);
  private static final Duration PROBE_EVERY = Duration.ofMillis(100);

  private final Api probes;
  private final List<Integer> ready = new CopyOnWriteArrayList<>(ThreeNodes.ALL);
  private final AtomicInteger turns = new AtomicInteger();
  private final ScheduledExecutorService probing =
      Executors.newScheduledThreadPool(ThreeNodes.ALL.size());

  Balancer(ThreeNodes nodes) {
    this.probes = new Api(nodes, PROBE_TIMEOUT);
    for (int node : ThreeNodes.ALL) {
      probing.scheduleWithFixedDelay(
          () -> probe(node), 0, PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void probe(Integer node) {
    if (!probes.isReady(node)) {
      ready.remove(node);
    } else if (!ready.contains(node)) {
      ready.add(node);
    }
  }

  /** The node whose turn it is, of those that are ready. */
  int next() {
    List<Integer> choice = ready.isEmpty() ? ThreeNodes.ALL : List.copyOf(ready);
    return choice.get(Math.floorMod(turns.getAndIncrement(), choice.size()));
  }

  List<Integer> ready() {
    return List.copyOf(ready);
  }

  @Override
  public void close() {
    probing.shutdownNow();
  }
}
