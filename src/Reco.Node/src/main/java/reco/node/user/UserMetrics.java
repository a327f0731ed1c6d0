package reco.node.user;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What a node counts of its user actors. */
public final class UserMetrics {
  private final MeterRegistry meters;
  private final AtomicInteger active;

  public UserMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.active = new AtomicInteger();
    meters.gauge("reco.user.actors", active, AtomicInteger::get);
  }

  /** User actors alive on this node. */
  public int active() {
    return active.get();
  }

  void started() {
    active.incrementAndGet();
  }

  void stopped() {
    active.decrementAndGet();
  }

  void loaded(String result) {
    meters.counter("reco.user.loads", "result", result).increment();
  }

  void saved(String result) {
    meters.counter("reco.user.saves", "result", result).increment();
  }

  void restored() {
    meters.counter("reco.user.states.restored").increment();
  }

  void applied(int events) {
    meters.counter("reco.user.events.applied").increment(events);
  }

  void refused(String cause) {
    meters.counter("reco.user.refusals", "cause", cause).increment();
  }
}
