package reco.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/**
 * How many recommendations a second a warm server answers, how long they take at 70 % of that, and
 * how many bare two-byte answers the same server gives to the same generator in the same run.
 */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Recommendations a second, their latency, and the bare server's echo.")
public final class ServeBench implements Callable<Integer> {
  private static final int PAGE = 20;

  /** Requests of which one is traced almost surely, where one in twenty is. */
  private static final int ASKED = 100;

  private static final Duration WRITTEN = Duration.ofSeconds(1);
  private static final int CLICKS = 10;
  private static final double OPEN_LOOP_SHARE = 0.7;
  private static final Duration DEADLINE = Duration.ofMillis(100);

  @Mixin private BenchTarget target = new BenchTarget();

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "16",
      description = "Callers in the closed loop. Default: ${DEFAULT-VALUE}.")
  private int concurrency = 16;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "Of each loop. Default: ${DEFAULT-VALUE}.")
  private int seconds = 20;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "60",
      description = "Seconds of load before anything counts. Default: ${DEFAULT-VALUE}.")
  private int warmUpSeconds = 60;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "200",
      description = "Users made for the run. Default: ${DEFAULT-VALUE}.")
  private int users = 200;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (LoadClient client = target.connect()) {
      target.report(measure(client));
    }
    return 0;
  }

  private Figures measure(LoadClient client) throws InterruptedException {
    var server = new Server(client);
    var audience = Audience.gather(server, target.run(), users, CLICKS);
    LongFunction<Call> recommend = recommendations(audience);
    var closed = new ClosedLoop(client, concurrency, DEADLINE);
    closed.run(Duration.ofSeconds(warmUpSeconds), recommend);
    LoadResult capacity = closed.run(Duration.ofSeconds(seconds), recommend);
    var open = new OpenLoop(client, OPEN_LOOP_SHARE * capacity.acceptedPerSecond(), DEADLINE);
    LoadResult steady = open.run(Duration.ofSeconds(seconds), recommend);
    long candidates = candidates(server, audience);
    LoadResult echo = echo(closed);
    return figures(capacity, steady, candidates, echo);
  }

  static LongFunction<Call> recommendations(Audience audience) {
    var calls = audience.users().stream().map(user -> Server.recommendations(user, PAGE)).toList();
    return n -> calls.get((int) (n % calls.size()));
  }

  private LoadResult echo(ClosedLoop closed) throws InterruptedException {
    var ok = Call.get("/ok");
    closed.run(Duration.ofSeconds(Math.max(1, warmUpSeconds / 4)), _ -> ok);
    return closed.run(Duration.ofSeconds(Math.max(1, seconds / 2)), _ -> ok);
  }

  /** Of one traced request after the load; 0 where none of many was traced. */
  private static long candidates(Server server, Audience audience) throws InterruptedException {
    List<String> asked = new ArrayList<>();
    for (int n = 0; n < ASKED; n++) {
      asked.add(server.recommend(audience.users().getFirst(), PAGE).requestId());
    }
    Thread.sleep(WRITTEN); // until the log has them
    return asked.stream().map(server::candidates).flatMap(Optional::stream).findFirst().orElse(0L);
  }

  private Figures figures(
      LoadResult capacity, LoadResult steady, long candidates, LoadResult echo) {
    double perSecond = capacity.acceptedPerSecond();
    double echoPerSecond = echo.acceptedPerSecond();
    long errors = failures(capacity) + failures(steady);
    return new Figures("serve", "top %d of a ranked slate".formatted(PAGE))
        .with("requests_per_s", perSecond)
        .with("p50_ms", steady.accepted().p50Millis())
        .with("p99_ms", steady.accepted().p99Millis())
        .with("errors", errors)
        .with("candidates", candidates)
        .with("concurrency", concurrency)
        .with("echo_requests_per_s", echoPerSecond)
        .with("echo_share", perSecond / echoPerSecond)
        .remark(
            "latency: open loop at %.0f/s, %d s, from when each request was due"
                .formatted(OPEN_LOOP_SHARE * perSecond, seconds))
        .remarkOn(steady);
  }

  private static long failures(LoadResult result) {
    return result.errors() + result.refusedService().count();
  }
}
