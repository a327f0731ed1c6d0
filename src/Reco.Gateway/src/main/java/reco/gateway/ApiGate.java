package reco.gateway;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.ServerMethodDefinition;
import java.time.Duration;
import java.util.Optional;
import reco.gateway.access.Authentication;
import reco.gateway.access.Call;
import reco.gateway.admission.Admission;
import reco.gateway.problem.Problem;
import reco.gateway.problem.ProblemResponse;
import reco.gateway.rest.StrictRest;

/**
 * What every call of the API passes, in this order: its key, room in its lane, its deadline, and,
 * over HTTP/JSON, a strict look at its form. Cheap refusals come first.
 */
final class ApiGate implements DecoratingHttpServiceFunction {
  private static final String REQUEST_TIMEOUT = "x-request-timeout";
  private static final int MAX_TIMEOUT_MILLIS = 10_000;
  private static final Duration LONG_CALL = Duration.ofMinutes(5);
  private static final int OK = 200;

  private final GrpcService grpc;
  private final Authentication authentication;
  private final Admission admission;
  private final StrictRest rest;

  ApiGate(GrpcService grpc, Authentication authentication, Admission admission, StrictRest rest) {
    this.grpc = grpc;
    this.authentication = authentication;
    this.admission = admission;
    this.rest = rest;
  }

  @Override
  public HttpResponse serve(HttpService service, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    ctx.setAdditionalResponseHeader("x-request-id", ctx.id().text());
    Optional<Call> call = call(ctx);
    return call.isEmpty() ? service.serve(ctx, request) : serve(call.get(), service, ctx, request);
  }

  private HttpResponse serve(
      Call call, HttpService service, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    if (call.isLong()) {
      ctx.setRequestTimeout(LONG_CALL);
    }
    Optional<Problem> refusal =
        authentication.refusal(ctx, call).or(() -> timeoutProblem(ctx, request));
    if (refusal.isPresent()) {
      return ProblemResponse.unread(ctx, request, refusal.get());
    }
    HttpService strict = (context, admitted) -> rest.serve(call, service, context, admitted);
    HttpResponse response = admission.serve(call.lane(), strict, ctx, request);
    return ProblemResponse.isGrpc(request.headers())
        ? response
        : response.mapHeaders(headers -> restHeaders(headers, call));
  }

  private Optional<Call> call(ServiceRequestContext ctx) {
    ServerMethodDefinition<?, ?> method = grpc.methodDefinition(ctx);
    return method == null
        ? Optional.empty()
        : Call.of(method.getMethodDescriptor().getFullMethodName());
  }

  /** Sets the time that the caller will wait, where a header says it. */
  private static Optional<Problem> timeoutProblem(ServiceRequestContext ctx, HttpRequest request) {
    String given = request.headers().get(REQUEST_TIMEOUT, "");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (!given.matches("[0-9]{1,5}")) {
      return Optional.of(timeoutProblem(given));
    }
    int millis = Integer.parseInt(given);
    if (millis < 1 || millis > MAX_TIMEOUT_MILLIS) {
      return Optional.of(timeoutProblem(given));
    }
    ctx.setRequestTimeout(Duration.ofMillis(millis));
    return Optional.empty();
  }

  private static Problem timeoutProblem(String given) {
    return Problem.invalid(REQUEST_TIMEOUT, given, "1 to %d ms".formatted(MAX_TIMEOUT_MILLIS));
  }

  private static ResponseHeaders restHeaders(ResponseHeaders headers, Call call) {
    int status = headers.status().code() == OK ? call.successStatus() : headers.status().code();
    return headers.toBuilder().status(status).removeAndThen("grpc-status").build();
  }
}
