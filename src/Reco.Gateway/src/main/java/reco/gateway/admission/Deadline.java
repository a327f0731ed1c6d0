package reco.gateway.admission;

import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import reco.gateway.problem.Problem;
import reco.gateway.problem.ProblemException;
import reco.gateway.problem.Reason;

/** What is left of a caller's time, counted from the moment the request arrived. */
public final class Deadline {
  private Deadline() {}

  /**
   * The time left of what the caller will wait; throws {@link ProblemException} where none is left,
   * so that nothing is done for an answer that nobody waits for.
   */
  public static Duration remaining(ServiceRequestContext ctx, Duration timeout) {
    long limitMillis = ctx.requestTimeoutMillis();
    Duration whole =
        limitMillis > 0 && limitMillis < timeout.toMillis()
            ? Duration.ofMillis(limitMillis)
            : timeout;
    Duration left = whole.minusNanos(elapsedNanos(ctx));
    if (left.isNegative() || left.isZero()) {
      throw Problem.of(
              Reason.DEADLINE_EXCEEDED,
              "the deadline of %d ms had passed before work began".formatted(whole.toMillis()))
          .asException();
    }
    return left;
  }

  /**
   * The time left of a deadline that is the server's own, and at least so much: its passing is no
   * reason to refuse. A timeout that the caller set is, as above.
   */
  public static Duration remaining(ServiceRequestContext ctx, Duration timeout, Duration least) {
    long limitMillis = ctx.requestTimeoutMillis();
    if (limitMillis > 0 && limitMillis < timeout.toMillis()) {
      return remaining(ctx, timeout);
    }
    Duration left = timeout.minusNanos(elapsedNanos(ctx));
    return left.compareTo(least) > 0 ? left : least;
  }

  private static long elapsedNanos(ServiceRequestContext ctx) {
    return System.nanoTime()
        - ctx.log().ensureAvailable(RequestLogProperty.REQUEST_START_TIME).requestStartTimeNanos();
  }
}
