package reco.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reco.lab.load.Call;
import reco.lab.load.ClosedLoop;
import reco.lab.load.LoadClient;
import reco.lab.load.LoadResult;
import reco.lab.load.OpenLoop;

/** What a server still does when several times as much is asked of it as it can do. */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    description =
        "Goodput, latency, refusals and heap at multiples of the capacity, and 5 s after.")
public final class OverloadBench implements Callable<Integer> {
  private static final int CLICKS = 10;
  private static final int USERS = 200;
  private static final int CONCURRENCY = 16;

  private static final Duration RECOVERY = Duration.ofSeconds(5);
  private static final double LOAD_AFTER = 0.5;
  private static final double BYTES_A_MEGABYTE = 1 << 20;

  @Mixin private BenchTarget target = new BenchTarget();

  @Option(
      names = "--loads",
      paramLabel = "X,X",
      split = ",",
      defaultValue = "3,10",
      description = "Offered loads over the measured capacity. Default: ${DEFAULT-VALUE}.")
  private List<Double> loads = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Of each overload. Default: ${DEFAULT-VALUE}.")
  private int seconds = 60;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "30",
      description =
          "Seconds of load, and as many of overload, before anything counts. Default: ${DEFAULT-VALUE}.")
  private int warmUpSeconds = 30;

  @Option(
      names = "--deadline",
      paramLabel = "MS",
      defaultValue = "100",
      description = "After which an answer is worth nothing. Default: ${DEFAULT-VALUE}.")
  private int deadlineMillis = 100;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (LoadClient steady = target.connect();
        LoadClient flood = target.connect()) {
      target.report(measure(steady, flood));
    }
    return 0;
  }

  private List<Figures> measure(LoadClient steady, LoadClient flood) throws InterruptedException {
    var deadline = Duration.ofMillis(deadlineMillis);
    var server = new Server(steady);
    var audience = Audience.gather(server, target.run(), USERS, CLICKS);
    LongFunction<Call> recommend = ServeBench.recommendations(audience);
    var closed = new ClosedLoop(flood, CONCURRENCY, deadline);
    LoadResult cold = closed.run(Duration.ofSeconds(warmUpSeconds), recommend);
    new OpenLoop(flood, loads.getFirst() * cold.acceptedPerSecond(), deadline)
        .run(Duration.ofSeconds(warmUpSeconds), recommend);
    List<Figures> measured = new ArrayList<>();
    for (double load : loads) {
      measured.add(measure(server, flood, closed, recommend, load));
    }
    return measured;
  }

  private Figures measure(
      Server server, LoadClient flood, ClosedLoop closed, LongFunction<Call> recommend, double load)
      throws InterruptedException {
    var deadline = Duration.ofMillis(deadlineMillis);
    long heapBefore;
    LoadResult capacity;
    try (var heap = HeapWatch.start(server)) {
      capacity = closed.run(Duration.ofSeconds(seconds), recommend);
      heapBefore = heap.maxBytes();
    }
    double capacityPerSecond = capacity.acceptedPerSecond();
    try (var heap = HeapWatch.start(server)) {
      LoadResult overload =
          new OpenLoop(flood, load * capacityPerSecond, deadline)
              .run(Duration.ofSeconds(seconds), recommend);
      var normal = new OpenLoop(flood, LOAD_AFTER * capacityPerSecond, deadline);
      normal.run(RECOVERY, recommend);
      LoadResult after = normal.run(RECOVERY, recommend);
      return figures(load, capacityPerSecond, overload)
          .with("max_heap_mb", heap.maxBytes() / BYTES_A_MEGABYTE)
          .with("heap_growth_ratio", (double) heap.maxBytes() / heapBefore)
          .with("p99_after_ms", after.acceptedService().p99Millis())
          .with("refused_after", after.refusedService().count());
    }
  }

  private Figures figures(double load, double capacityPerSecond, LoadResult overload) {
    return new Figures("overload", "%.1f times the capacity for %d s".formatted(load, seconds))
        .with("load", load)
        .with("capacity_per_s", capacityPerSecond)
        .with("goodput_ratio", overload.goodputPerSecond() / capacityPerSecond)
        .with("p99_ms", overload.acceptedService().p99Millis())
        .with("p99_from_due_ms", overload.accepted().p99Millis())
        .with("refused", overload.refusedService().count())
        .with("refusal_p99_ms", overload.refusedService().p99Millis())
        .with("errors", overload.errors())
        .with("generator_lag_p99_ms", overload.generatorLag().p99Millis())
        .remarkOn(overload);
  }
}
