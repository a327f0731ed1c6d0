package reco.gateway.rest;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import reco.gateway.access.Call;
import reco.gateway.problem.Problem;
import reco.gateway.problem.ProblemException;
import reco.gateway.problem.ProblemResponse;
import reco.gateway.problem.Reason;
import reco.gateway.problem.RowFaults;
import reco.gateway.problem.Violation;

/**
 * Stands before the transcoder, which passes over what it does not know: refuses HTTP requests with
 * unknown or ill-typed fields and parameters, wrong content types and bodies over the limit.
 */
public final class StrictRest {
  private final Map<Call, Map<HttpMethod, HttpBinding>> bindings = new EnumMap<>(Call.class);
  private final BodyLimits limits;

  public StrictRest(BodyLimits limits) {
    this.limits = limits;
    Arrays.stream(Call.values()).forEach(call -> bindings.put(call, HttpBinding.of(call)));
  }

  /** Serves a request that can be read as the call's message; answers the others with a problem. */
  public HttpResponse serve(
      Call call, HttpService service, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    HttpBinding binding = bindings.getOrDefault(call, Map.of()).get(ctx.method());
    if (binding == null || ctx.path().equals(call.grpcPath())) {
      ctx.setMaxRequestLength(limits.bytes(call));
      return service.serve(ctx, request);
    }
    Optional<Problem> problem = headProblem(call, binding, ctx, request.headers());
    if (problem.isPresent()) {
      return ProblemResponse.unread(ctx, request, problem.get());
    }
    ctx.setMaxRequestLength(limits.bytes(call));
    return ctx.method() == HttpMethod.GET
        ? service.serve(ctx, request)
        : HttpResponse.of(
            request
                .aggregate()
                .handle((whole, failure) ->
                    failure == null
                        ? serveWhole(binding, service, ctx, whole)
                        : ProblemResponse.of(ctx, unread(call, failure))));
  }

  private HttpResponse serveWhole(
      HttpBinding binding,
      HttpService service,
      ServiceRequestContext ctx,
      AggregatedHttpRequest request) {
    try {
      return service.serve(ctx, checked(binding, ctx, request));
    } catch (ProblemException refused) {
      return ProblemResponse.of(ctx, refused.problem());
    } catch (Exception failure) {
      return Exceptions.throwUnsafely(failure);
    }
  }

  private static HttpRequest checked(
      HttpBinding binding, ServiceRequestContext ctx, AggregatedHttpRequest request) {
    if (binding.body().isEmpty()) {
      return withoutBody(request);
    }
    JsonBody body = JsonBody.read(request.content());
    body.problem(binding.body().get()).ifPresent(StrictRest::refuse);
    pathProblem(binding, ctx, body).ifPresent(StrictRest::refuse);
    if (body.rowFaults().isEmpty()) {
      return request.toHttpRequest();
    }
    RowFaults.set(ctx, body.rowFaults());
    return HttpRequest.of(request.headers(), body.write());
  }

  private static HttpRequest withoutBody(AggregatedHttpRequest request) {
    String content = request.contentUtf8().strip();
    if (!content.isEmpty() && !content.equals("{}")) {
      refuse(Problem.invalid("body", content, "no body"));
    }
    return request.toHttpRequest();
  }

  private static void refuse(Problem problem) {
    throw problem.asException();
  }

  /** Path and body may both name the resource, if they agree. */
  private static Optional<Problem> pathProblem(
      HttpBinding binding, ServiceRequestContext ctx, JsonBody body) {
    for (String field : binding.path()) {
      String inPath = ctx.pathParams().getOrDefault(field, "");
      Optional<String> inBody = body.text(field).filter(text -> !text.equals(inPath));
      if (inBody.isPresent() && !inPath.isEmpty()) {
        return inBody.map(text -> Problem.invalid(field, text, "'" + inPath + "' as in the path"));
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> headProblem(
      Call call, HttpBinding binding, ServiceRequestContext ctx, RequestHeaders headers) {
    return QueryShape.problem(ctx.queryParams(), binding.query())
        .or(() -> lengthProblem(call, headers.contentLength()))
        .or(() -> binding.body().flatMap(type -> contentTypeProblem(headers.contentType())));
  }

  private Optional<Problem> lengthProblem(Call call, long length) {
    return length > limits.bytes(call)
        ? Optional.of(tooLarge(call, Long.toString(length)))
        : Optional.empty();
  }

  private static Optional<Problem> contentTypeProblem(
      @org.jspecify.annotations.Nullable MediaType type) {
    return type != null && type.belongsTo(MediaType.JSON)
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                Reason.WRONG_CONTENT_TYPE,
                new Violation(
                    "content-type", type == null ? "" : type.toString(), "application/json")));
  }

  private Problem unread(Call call, Throwable failure) {
    return Exceptions.peel(failure) instanceof ContentTooLargeException
        ? tooLarge(call, "more")
        : Problem.of(Reason.BAD_REQUEST, "the body did not arrive whole");
  }

  private Problem tooLarge(Call call, String length) {
    return Problem.of(
        Reason.BODY_TOO_LARGE,
        new Violation("content-length", length, "at most %d bytes".formatted(limits.bytes(call))));
  }
}
