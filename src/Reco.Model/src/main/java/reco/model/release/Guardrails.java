package reco.model.release;

import java.util.Optional;

/**
 * What a canary may not do worse than the serving version. Nothing is judged before it has been
 * asked often enough.
 *
 * @param leastRequests of the canary, before it is judged
 * @param missedShare by which its share of missed requests may exceed the serving version's
 * @param latencyFactor its p99 may be so many times the serving version's, and
 * @param latencyMillis at least so much is allowed anyway
 * @param drift of its scores from the serving version's, as {@link Health#drift}
 */
public record Guardrails(
    long leastRequests,
    double missedShare,
    double latencyFactor,
    double latencyMillis,
    double drift) {
  private static final double P99 = 0.99;

  public Guardrails {
    if (leastRequests < 1
        || !(missedShare >= 0)
        || !(latencyFactor >= 1)
        || !(latencyMillis >= 0)
        || !(drift > 0)) {
      throw new IllegalArgumentException(
          "guardrails: got %d requests, %s missed, %s times and %s ms, drift %s, expected 1 or more, 0 or more, 1 or more, 0 or more, over 0"
              .formatted(leastRequests, missedShare, latencyFactor, latencyMillis, drift));
    }
  }

  /** The guardrail that is broken, with what was measured and what is allowed. */
  public Optional<String> breach(Health serving, Health canary) {
    if (canary.asked() < leastRequests) {
      return Optional.empty();
    }
    double mostMissed = serving.missedShare() + missedShare;
    if (canary.missedShare() > mostMissed) {
      return broken("missed share", canary.missedShare(), mostMissed);
    }
    boolean bothRanked = serving.asked() > serving.missed() && canary.asked() > canary.missed();
    if (!bothRanked) {
      return Optional.empty();
    }
    double slowest = Math.max(latencyMillis, serving.quantileMillis(P99) * latencyFactor);
    if (canary.quantileMillis(P99) > slowest) {
      return broken("p99 in ms", canary.quantileMillis(P99), slowest);
    }
    double moved = canary.drift(serving);
    return moved > drift ? broken("drift of the scores", moved, drift) : Optional.empty();
  }

  private static Optional<String> broken(String what, double got, double most) {
    return Optional.of("%s: got %.4f, expected at most %.4f".formatted(what, got, most));
  }
}
