package reco.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reco.lab.load.LoadClient;
import reco.model.interaction.InteractionType;

/**
 * How long after one user went from an item to another, everyone who is at the first is offered the
 * second by co-visitation: through the deltas, the item's partition and its stats. The first item
 * is a new one each time, so that nothing else is co-visited with it.
 */
@Command(
    name = "item-freshness",
    mixinStandardHelpOptions = true,
    description = "From an event to what everyone is offered beside an item, milliseconds.")
public final class ItemFreshnessBench implements Callable<Integer> {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private BenchTarget target = new BenchTarget();

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "200",
      description = "Default: ${DEFAULT-VALUE}.")
  private int trials = 200;

  @Override
  public Integer call() throws IOException {
    try (LoadClient client = target.connect()) {
      target.report(measure(new Server(client)));
    }
    return 0;
  }

  private Figures measure(Server server) {
    var items = Audience.popularItems(server);
    var random = new SplittableRandom(1);
    var nanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    String run = target.run();
    for (int n = 0; n < trials; n++) {
      String here = "bench-here-%s-%d".formatted(run, n);
      String next = items.get(random.nextInt(items.size()));
      nanos.recordValue(
          nanosUntilOffered(server, "bench-item-%s-%d".formatted(run, n), here, next));
    }
    return new Figures("item-freshness", "from an event to what everyone is offered beside an item")
        .with("p50_ms", nanos.getValueAtPercentile(50) / NANOS_PER_MILLI)
        .with("p99_ms", nanos.getValueAtPercentile(99) / NANOS_PER_MILLI)
        .with("max_ms", nanos.getMaxValue() / NANOS_PER_MILLI)
        .with("trials", nanos.getTotalCount());
  }

  private static long nanosUntilOffered(Server server, String user, String here, String next) {
    server.send(new BenchEvent(user, here, InteractionType.LIKE));
    long sent = System.nanoTime();
    server.send(new BenchEvent(user, next, InteractionType.LIKE));
    Waiting.until(next + " beside " + here, PATIENCE, () -> coVisited(server, here).contains(next));
    return System.nanoTime() - sent;
  }

  private static List<String> coVisited(Server server, String here) {
    return server.proposedBy("co-visitation", here);
  }
}
