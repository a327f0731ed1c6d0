package reco.gateway.rest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcErrorHandler;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reco.gateway.problem.GrpcProblems;
import reco.gateway.problem.Problem;
import reco.gateway.problem.ProblemResponse;
import reco.gateway.problem.Reason;

/** Renders what the gRPC side of a transcoded call failed with as a problem. */
public final class RestErrors implements UnframedGrpcErrorHandler {
  private static final String DETAILS = "grpc-status-details-bin";

  @Override
  public HttpResponse handle(
      ServiceRequestContext ctx, io.grpc.Status status, AggregatedHttpResponse response) {
    Problem problem =
        details(response).flatMap(GrpcProblems::read).orElseGet(() -> undetailed(status));
    return ProblemResponse.rest(problem, ctx.path(), ctx.id().text()).toHttpResponse();
  }

  private static Optional<Status> details(AggregatedHttpResponse response) {
    return encoded(response).flatMap(RestErrors::decode);
  }

  private static Optional<String> encoded(AggregatedHttpResponse response) {
    @Nullable String inTrailers = response.trailers().get(DETAILS);
    return Optional.ofNullable(inTrailers != null ? inTrailers : response.headers().get(DETAILS));
  }

  private static Optional<Status> decode(String details) {
    try {
      return Optional.of(Status.parseFrom(Base64.getDecoder().decode(details)));
    } catch (InvalidProtocolBufferException | IllegalArgumentException notDetails) {
      return Optional.empty();
    }
  }

  /** A status that the gRPC layer itself made. */
  private static Problem undetailed(io.grpc.Status status) {
    String detail = Optional.ofNullable(status.getDescription()).orElse(status.getCode().name());
    return Problem.of(reason(status.getCode()), detail);
  }

  private static Reason reason(io.grpc.Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, OUT_OF_RANGE -> Reason.BAD_REQUEST;
      case DEADLINE_EXCEEDED, CANCELLED -> Reason.DEADLINE_EXCEEDED;
      case RESOURCE_EXHAUSTED -> Reason.BODY_TOO_LARGE;
      case UNIMPLEMENTED, NOT_FOUND -> Reason.UNKNOWN_PATH;
      case UNAVAILABLE -> Reason.SHUTTING_DOWN;
      case UNAUTHENTICATED -> Reason.UNKNOWN_KEY;
      case PERMISSION_DENIED -> Reason.MISSING_ROLE;
      case OK, UNKNOWN, INTERNAL, DATA_LOSS, ABORTED, ALREADY_EXISTS, FAILED_PRECONDITION ->
          Reason.INTERNAL;
    };
  }
}
