package reco.gateway.rest;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.gateway.problem.Problem;
import reco.gateway.problem.ProblemException;
import reco.gateway.problem.ProblemResponse;
import reco.gateway.problem.Reason;

/** Renders what never reached a service, and what a service did not expect, as a problem. */
public final class HttpErrors implements ServerErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(HttpErrors.class);

  @Override
  public HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
    Problem problem = problem(ctx, Exceptions.peel(cause));
    return ProblemResponse.of(ctx, problem);
  }

  private static Problem problem(ServiceRequestContext ctx, Throwable cause) {
    return switch (cause) {
      case ProblemException planned -> planned.problem();
      case HttpStatusException status ->
          problem(status.httpStatus(), ctx.method() + " " + ctx.path());
      case RequestTimeoutException late ->
          Problem.of(
              Reason.DEADLINE_EXCEEDED,
              "no answer within %d ms".formatted(ctx.requestTimeoutMillis()));
      default -> unexpected(ctx, cause);
    };
  }

  private static Problem unexpected(ServiceRequestContext ctx, Throwable cause) {
    LOG.error("request {} {} failed", ctx.id().text(), ctx.path(), cause);
    return Problem.of(Reason.INTERNAL, "unexpected; the log names the request id");
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext ctx,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    String path = headers == null ? "/" : headers.path();
    String detail =
        description != null
            ? description
            : headers == null ? status.reasonPhrase() : headers.method() + " " + path;
    String id = ctx == null ? "" : ctx.id().text();
    return ProblemResponse.rest(problem(status, detail), path, id);
  }

  @Override
  public AggregatedHttpResponse onProtocolViolation(
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return renderStatus(null, config, headers, status, description, cause);
  }

  private static Problem problem(HttpStatus status, String detail) {
    return Problem.of(reason(status.code()), detail);
  }

  private static Reason reason(int status) {
    return switch (status) {
      case 404 -> Reason.UNKNOWN_PATH;
      case 405 -> Reason.WRONG_METHOD;
      case 408 -> Reason.REQUEST_TIMEOUT;
      case 413 -> Reason.BODY_TOO_LARGE;
      case 414 -> Reason.URI_TOO_LONG;
      case 415 -> Reason.WRONG_CONTENT_TYPE;
      case 431 -> Reason.HEADERS_TOO_LARGE;
      case 503 -> Reason.SHUTTING_DOWN;
      default -> status < 500 ? Reason.BAD_REQUEST : Reason.INTERNAL;
    };
  }
}
