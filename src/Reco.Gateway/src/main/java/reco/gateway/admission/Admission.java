package reco.gateway.admission;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import reco.gateway.problem.Problem;
import reco.gateway.problem.ProblemResponse;
import reco.gateway.problem.Reason;

/**
 * Lets in as many requests a lane as can be worked on, and refuses the others before anything of
 * them is read: a queue would only make every answer late.
 */
public final class Admission {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Map<Lane, Entrance> entrances = new EnumMap<>(Lane.class);

  /** One lane's limit, and how often it refused. */
  private record Entrance(InFlight inFlight, Counter refusals) {}

  /**
   * @param limits most requests in flight, one entry a lane
   */
  public Admission(Map<Lane, Integer> limits, MeterRegistry meters) {
    limits.forEach(
        (lane, limit) -> entrances.put(lane, entrance(lane, new InFlight(limit), meters)));
  }

  private static Entrance entrance(Lane lane, InFlight inFlight, MeterRegistry meters) {
    String name = lane.name().toLowerCase(Locale.ROOT);
    Gauge.builder("reco.gateway.in.flight", inFlight, InFlight::count)
        .tag("lane", name)
        .register(meters);
    return new Entrance(inFlight, meters.counter("reco.gateway.refused", "lane", name));
  }

  /** Serves the request where its lane has room, else answers 429 at once. */
  public HttpResponse serve(
      Lane lane, HttpService service, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    Entrance entrance = entrance(lane);
    if (!entrance.inFlight.tryEnter()) {
      entrance.refusals.increment();
      return ProblemResponse.unread(ctx, request, refusal(entrance.inFlight));
    }
    return serveAdmitted(entrance.inFlight, service, ctx, request);
  }

  /**
   * Leaves when the answer's headers go out, since then the work is done: were it later, a caller
   * that asks again at once could find its own place still taken.
   */
  private static HttpResponse serveAdmitted(
      InFlight inFlight, HttpService service, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    AtomicBoolean left = new AtomicBoolean();
    Runnable leaveOnce =
        () -> {
          if (left.compareAndSet(false, true)) {
            inFlight.leave();
          }
        };
    try {
      HttpResponse response = service.serve(ctx, request).peekHeaders(headers -> leaveOnce.run());
      var _ = response.whenComplete().whenComplete((done, failure) -> leaveOnce.run());
      return response;
    } catch (Exception failure) {
      leaveOnce.run();
      throw failure;
    }
  }

  private Entrance entrance(Lane lane) {
    Entrance entrance = entrances.get(lane);
    if (entrance == null) {
      throw new IllegalStateException("no in-flight limit for lane " + lane);
    }
    return entrance;
  }

  private static Problem refusal(InFlight inFlight) {
    return Problem.later(
        Reason.OVERLOADED,
        "%d requests are in flight, the most this node takes".formatted(inFlight.limit()),
        RETRY_AFTER);
  }
}
