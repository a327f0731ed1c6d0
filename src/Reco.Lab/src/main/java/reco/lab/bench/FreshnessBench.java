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
import reco.model.interaction.LogPosition;

/**
 * How long after an event is sent the recommendations have changed by it: its watermark is reached,
 * and the order differs from that of a control user with the same history who never sent it.
 */
@Command(
    name = "freshness",
    mixinStandardHelpOptions = true,
    description = "From an event to recommendations changed by it, milliseconds.")
public final class FreshnessBench implements Callable<Integer> {
  private static final int PAGE = 20;
  private static final int CLICKS = 4;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Mixin private BenchTarget target = new BenchTarget();

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Default: ${DEFAULT-VALUE}.")
  private int trials = 1_000;

  @Override
  public Integer call() throws IOException {
    try (LoadClient client = target.connect()) {
      var server = new Server(client);
      try (var _ = Exploration.off(server)) {
        target.report(measure(server));
      }
    }
    return 0;
  }

  private Figures measure(Server server) {
    var items = Audience.popularItems(server);
    var random = new SplittableRandom(1);
    var nanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    String run = target.run();
    int unlike = 0;
    for (int n = 0; nanos.getTotalCount() < trials; n++) {
      if (unlike > trials) {
        throw new BenchFailedException(
            "users with the same history get different recommendations: nothing to compare with");
      }
      var pair = Pair.make(server, "bench-fresh-%s-%d".formatted(run, n), items, random);
      if (pair.isAlike(server)) {
        nanos.recordValue(pair.changeNanos(server, items.get(random.nextInt(items.size()))));
      } else {
        unlike++;
      }
    }
    return new Figures("freshness", "from an event to recommendations changed by it")
        .with("p50_ms", nanos.getValueAtPercentile(50) / NANOS_PER_MILLI)
        .with("p99_ms", nanos.getValueAtPercentile(99) / NANOS_PER_MILLI)
        .with("trials", nanos.getTotalCount())
        .remark(
            "slowest %.1f ms; %d pairs left out, unlike before the event"
                .formatted(nanos.getMaxValue() / NANOS_PER_MILLI, unlike));
  }

  /** Two users with the same history. */
  private record Pair(String user, String control) {
    static Pair make(Server server, String name, List<String> items, SplittableRandom random) {
      var pair = new Pair(name, name + "-control");
      var history = Audience.history(pair.user, items, CLICKS, random);
      var same =
          history.stream().map(e -> new BenchEvent(pair.control, e.item(), e.type())).toList();
      awaitApplied(server, pair.user, server.send(history));
      awaitApplied(server, pair.control, server.send(same));
      return pair;
    }

    private static void awaitApplied(Server server, String user, LogPosition last) {
      Waiting.until("the history of " + user, () -> server.recommend(user, 1, last).hasSeen(last));
    }

    boolean isAlike(Server server) {
      return order(server, user).equals(order(server, control));
    }

    /** From sending a like to the first answer that differs from the control's because of it. */
    long changeNanos(Server server, String item) {
      long sent = System.nanoTime();
      LogPosition event = server.send(new BenchEvent(user, item, InteractionType.LIKE));
      while (true) {
        var slate = server.recommend(user, PAGE, event);
        long answered = System.nanoTime();
        if (slate.hasSeen(event) && !slate.items().equals(order(server, control))) {
          return answered - sent;
        }
        if (answered - sent > PATIENCE.toNanos()) {
          throw new BenchFailedException(
              "waited %s for the recommendations of %s to change by a like of %s"
                  .formatted(PATIENCE, user, item));
        }
      }
    }

    private static List<String> order(Server server, String user) {
      return server.recommend(user, PAGE).items();
    }
  }
}
