package reco.node.query;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/** What a node counts of its encoder. */
public final class EncoderMetrics {
  /** Where a request's query vector came from. */
  enum Origin {
    /** Encoded for this request, in time. */
    ENCODED,
    /** Encoded before, of the same items. */
    KEPT,
    /** Encoded before, of fewer items. */
    STALE,
    /** A projection of the history's sum. */
    PROJECTED
  }

  private final Counter[] origins;
  private final Timer passes;
  private final DistributionSummary batchUsers;

  public EncoderMetrics(MeterRegistry meters) {
    origins = new Counter[Origin.values().length];
    for (Origin origin : Origin.values()) {
      origins[origin.ordinal()] =
          meters.counter("reco.encoder.queries", "origin", origin.name().toLowerCase(Locale.ROOT));
    }
    passes = meters.timer("reco.encoder.pass");
    batchUsers = meters.summary("reco.encoder.batch.users");
  }

  void answered(Origin origin) {
    origins[origin.ordinal()].increment();
  }

  <T> T pass(int users, Supplier<T> run) {
    batchUsers.record(users);
    return Objects.requireNonNull(passes.record(run));
  }
}
