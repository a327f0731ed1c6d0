package reco.cluster;

import java.util.List;
import reco.cluster.Callers.Call;
import reco.cluster.Callers.Outcome;

/** How many calls came out how. */
record Counts(int calls, long retried, long failed, long withoutUser) {
  static Counts of(List<Call> calls) {
    return new Counts(
        calls.size(),
        calls.stream().filter(call -> call.attempts() > 1).count(),
        Loaded.with(calls, Outcome.FAILED).count(),
        Loaded.with(calls, Outcome.WITHOUT_USER).count());
  }

  @Override
  public String toString() {
    return "%d calls, %d sent twice, %d failed, %d without their user"
        .formatted(calls, retried, failed, withoutUser);
  }
}
