package reco.node.ranking;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What a node counts of its ranker. */
public final class RankerMetrics {
  private final MeterRegistry meters;
  private final AtomicInteger queued;
  private final Timer passes;
  private final DistributionSummary batchRequests;
  private final DistributionSummary batchRows;

  public RankerMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.queued = new AtomicInteger();
    meters.gauge("reco.ranker.queue", queued, AtomicInteger::get);
    this.passes = meters.timer("reco.ranker.pass");
    this.batchRequests = meters.summary("reco.ranker.batch.requests");
    this.batchRows = meters.summary("reco.ranker.batch.rows");
  }

  void queued(int requests) {
    queued.set(requests);
  }

  void refused(String cause) {
    meters.counter("reco.ranker.refusals", "cause", cause).increment();
  }

  <T> T pass(List<RankerActor.Score> batch, Supplier<T> run) {
    batchRequests.record(batch.size());
    batchRows.record(batch.stream().mapToInt(score -> score.features().rows()).sum());
    return Objects.requireNonNull(passes.record(run));
  }
}
