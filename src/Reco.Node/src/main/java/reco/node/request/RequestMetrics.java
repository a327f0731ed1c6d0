package reco.node.request;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reco.model.decision.Degradation;

/** What a node counts of its requests. */
public final class RequestMetrics {
  private final MeterRegistry meters;
  private final AtomicInteger inFlight;
  private final Map<String, Timer> stages = new ConcurrentHashMap<>();
  private final Map<String, Timer> requests = new ConcurrentHashMap<>();

  public RequestMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.inFlight = new AtomicInteger();
    meters.gauge("reco.requests.in.flight", inFlight, AtomicInteger::get);
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
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(10))
        .register(meters);
  }
}
