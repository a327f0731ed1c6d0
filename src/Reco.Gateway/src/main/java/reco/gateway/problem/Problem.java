package reco.gateway.problem;

import java.time.Duration;
import java.util.Optional;

/**
 * A refusal or failure, as a caller is told of it.
 *
 * @param detail what happened in this case, for people
 * @param retryAfter when the same request may succeed; empty: not by waiting
 */
public record Problem(
    Reason reason, String detail, Optional<Violation> violation, Optional<Duration> retryAfter) {

  public static Problem of(Reason reason, String detail) {
    return new Problem(reason, detail, Optional.empty(), Optional.empty());
  }

  public static Problem of(Reason reason, Violation violation) {
    return new Problem(reason, violation.detail(), Optional.of(violation), Optional.empty());
  }

  public static Problem invalid(String field, String value, String expected) {
    return of(Reason.INVALID_FIELD, new Violation(field, value, expected));
  }

  public static Problem later(Reason reason, String detail, Duration retryAfter) {
    return new Problem(reason, detail, Optional.empty(), Optional.of(retryAfter));
  }

  public ProblemException asException() {
    return new ProblemException(this);
  }
}
