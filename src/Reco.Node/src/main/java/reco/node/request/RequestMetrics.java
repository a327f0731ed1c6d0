package reco.node.request;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import reco.model.decision.Degradation;

/** What a node counts of its requests. */
public final class RequestMetrics {
  /** What the alerts hold requests to; a bucket ends exactly there. */
  private static final Duration SLO = Duration.ofMillis(100);

  private final MeterRegistry meters;
  private final AtomicInteger inFlight;
  private final ShownItems shown;
  private final Map<String, Timer> stages = new ConcurrentHashMap<>();
  private final Map<String, Timer> requests = new ConcurrentHashMap<>();

  /**
   * @param catalogue how many items there are
   */
  public RequestMetrics(MeterRegistry meters, IntSupplier catalogue) {
    this.meters = meters;
    this.inFlight = new AtomicInteger();
    meters.gauge("reco.requests.in.flight", inFlight, AtomicInteger::get);
    this.shown = ShownItems.registered(meters, catalogue);
  }

  /**
   * @return requests in flight, this one among them
   */
  int started() {
    return inFlight.incrementAndGet();
  }

  void stopped() {
    inFlight.decrementAndGet();
  }

  /** How long a stage took that was in time. */
  void stage(String stage, long startedNanos) {
    stages
        .computeIfAbsent(stage, name -> timer("reco.stage", "stage", name))
        .record(Duration.ofNanos(System.nanoTime() - startedNanos));
  }

  void answered(Recommendation recommendation, long startedNanos) {
    requests
        .computeIfAbsent(
            recommendation.pipeline().name(), name -> timer("reco.request", "surface", name))
        .record(Duration.ofNanos(System.nanoTime() - startedNanos));
    recommendation.degraded().forEach(this::degraded);
    slate(recommendation);
  }

  /** What the first page is like. */
  private void slate(Recommendation recommendation) {
    var inputs = recommendation.inputs();
    var rung = recommendation.decision().rung().name().toLowerCase(Locale.ROOT);
    var scores = meters.summary("reco.slate.score", "rung", rung);
    Set<String> categories = new HashSet<>();
    var page = recommendation.decision().items().stream().limit(inputs.query().count()).toList();
    for (var placed : page) {
      scores.record(placed.score());
      categories.add(inputs.rows().category(placed.row()));
      shown.add(placed.item());
    }
    meters.summary("reco.slate.categories").record(categories.size());
    meters.counter("reco.slates", "rung", page.isEmpty() ? "empty" : rung).increment();
  }

  private void degraded(Degradation degradation) {
    meters
        .counter("reco.degraded", "stage", degradation.stage(), "cause", degradation.cause())
        .increment();
  }

  private Timer timer(String name, String label, String value) {
    return Timer.builder(name)
        .tag(label, value)
        .publishPercentileHistogram()
        .serviceLevelObjectives(SLO)
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(10))
        .register(meters);
  }
}
