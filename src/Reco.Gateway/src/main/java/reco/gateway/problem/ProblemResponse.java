package reco.gateway.problem;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A problem as an HTTP response, in the form that the caller's protocol wants. */
public final class ProblemResponse {
  private static final MediaType PROBLEM_JSON = MediaType.parse(ProblemJson.CONTENT_TYPE);

  private ProblemResponse() {}

  /** Trailers of gRPC for a gRPC request, problem+json for every other. */
  public static HttpResponse of(ServiceRequestContext ctx, Problem problem) {
    return isGrpc(ctx.request().headers())
        ? HttpResponse.of(grpc(problem, ctx.request().headers()))
        : rest(problem, ctx.path(), ctx.id().text()).toHttpResponse();
  }

  /**
   * Answers a request whose body nobody has read. Over HTTP/1 the rest of a body is let in and
   * dropped first: a client that is still sending would be cut off and never see the answer.
   */
  public static HttpResponse unread(
      ServiceRequestContext ctx, HttpRequest request, Problem problem) {
    boolean mayAnswerNow = ctx.sessionProtocol().isMultiplex() || ctx.method() == HttpMethod.GET;
    return mayAnswerNow
        ? of(ctx, problem)
        : HttpResponse.of(request.subscribe().handle((done, failure) -> of(ctx, problem)));
  }

  public static AggregatedHttpResponse rest(Problem problem, String instance, String requestId) {
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(problem.reason().httpStatus())
            .contentType(PROBLEM_JSON)
            .set("x-request-id", requestId);
    problem
        .retryAfter()
        .ifPresent(
            wait -> headers.set(HttpHeaderNames.RETRY_AFTER, Long.toString(wait.toSeconds())));
    if (problem.reason().httpStatus() == 401) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    return AggregatedHttpResponse.of(
        headers.build(), HttpData.wrap(ProblemJson.write(problem, instance, requestId)));
  }

  public static boolean isGrpc(RequestHeaders headers) {
    String contentType = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
    return contentType.startsWith("application/grpc");
  }

  private static ResponseHeaders grpc(Problem problem, RequestHeaders request) {
    byte[] details = GrpcProblems.status(problem).toByteArray();
    return ResponseHeaders.builder(200)
        .set(
            HttpHeaderNames.CONTENT_TYPE,
            request.get(HttpHeaderNames.CONTENT_TYPE, "application/grpc"))
        .set("grpc-status", Integer.toString(problem.reason().code().value()))
        .set("grpc-message", percentEncoded(problem.detail()))
        .set(
            "grpc-status-details-bin", Base64.getEncoder().withoutPadding().encodeToString(details))
        .build();
  }

  private static String percentEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
