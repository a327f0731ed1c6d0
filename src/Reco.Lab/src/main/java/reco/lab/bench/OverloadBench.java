package reco.lab.bench;

import java.io.IOException;
import java.time.Duration;
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

/** What a server still does when three times as much is asked of it as it can do. */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    description = "Goodput, latency, refusals and heap at a multiple of the capacity.")
public final class OverloadBench implements Callable<Integer> {
  private static final int CLICKS = 10;
  private static final int USERS = 200;
  private static final int CONCURRENCY = 16;

  /** Heap in overload over heap at capacity that still counts as flat. */
  @Mixin private BenchTarget target = new BenchTarget();

  @Option(
      names = "--factor",
      paramLabel = "X",
      defaultValue = "3",
      description = "Offered load over the measured capacity. Default: ${DEFAULT-VALUE}.")
  private double factor = 3;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "Of the overload. Default: ${DEFAULT-VALUE}.")
  private int seconds = 20;

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

  private Figures measure(LoadClient steady, LoadClient flood) throws InterruptedException {
    var deadline = Duration.ofMillis(deadlineMillis);
    var server = new Server(steady);
    var audience = Audience.gather(server, target.run(), USERS, CLICKS);
    LongFunction<Call> recommend = ServeBench.recommendations(audience);
    var closed = new ClosedLoop(flood, CONCURRENCY, deadline);
    LoadResult cold = closed.run(Duration.ofSeconds(warmUpSeconds), recommend);
    new OpenLoop(flood, factor * cold.acceptedPerSecond(), deadline)
        .run(Duration.ofSeconds(warmUpSeconds), recommend);
    long heapAtCapacity;
    LoadResult capacity;
    try (var heap = HeapWatch.start(server)) {
      capacity = closed.run(Duration.ofSeconds(seconds), recommend);
      heapAtCapacity = heap.maxBytes();
    }
    var open = new OpenLoop(flood, factor * capacity.acceptedPerSecond(), deadline);
    try (var heap = HeapWatch.start(server)) {
      LoadResult overload = open.run(Duration.ofSeconds(seconds), recommend);
      return figures(capacity, overload, heapAtCapacity, heap.maxBytes());
    }
  }

  private Figures figures(
      LoadResult capacity, LoadResult overload, long heapAtCapacity, long heapInOverload) {
    double goodput = overload.goodputPerSecond() / capacity.acceptedPerSecond();
    double acceptedP99 = overload.acceptedService().p99Millis();
    double refusalP99 = overload.refusedService().p99Millis();
    return new Figures("overload", "%.1f times the capacity for %d s".formatted(factor, seconds))
        .with("capacity_per_s", capacity.acceptedPerSecond())
        .with("offered_per_s", factor * capacity.acceptedPerSecond())
        .with("goodput_ratio", goodput)
        .with("accepted_p99_ms", acceptedP99)
        .with("accepted_p99_from_due_ms", overload.accepted().p99Millis())
        .with("refused", overload.refusedService().count())
        .with("refusal_p99_ms", refusalP99)
        .with("errors", overload.errors())
        .with("generator_lag_p99_ms", overload.generatorLag().p99Millis())
        .with("max_heap_at_capacity_bytes", heapAtCapacity)
        .with("max_heap_bytes", heapInOverload)
        .with("heap_growth_ratio", (double) heapInOverload / heapAtCapacity)
        .remarkOn(overload);
  }
}
