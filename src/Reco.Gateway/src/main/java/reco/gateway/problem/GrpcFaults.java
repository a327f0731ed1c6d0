package reco.gateway.problem;

import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.TimeoutException;
import com.linecorp.armeria.common.grpc.GrpcExceptionHandlerFunction;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives faults that gRPC itself meets, such as bytes that are no message, their problem. */
public final class GrpcFaults implements GrpcExceptionHandlerFunction {
  private static final int MAX_DEPTH = 8;

  @Override
  public @Nullable Status apply(
      RequestContext ctx, Status status, Throwable cause, Metadata trailers) {
    Optional<Problem> problem = causes(cause).flatMap(GrpcFaults::problem).findFirst();
    problem.ifPresent(known -> GrpcProblems.putDetails(known, trailers));
    return problem
        .map(known -> known.reason().code().toStatus().withDescription(known.detail()))
        .orElse(null);
  }

  private static Stream<Problem> problem(Throwable cause) {
    return switch (cause) {
      case ProblemException planned -> Stream.of(planned.problem());
      case InvalidProtocolBufferException malformed ->
          Stream.of(
              Problem.of(
                  Reason.MALFORMED_BODY,
                  new Violation("message", "bytes that cannot be read", "a protobuf message")));
      case ContentTooLargeException large ->
          Stream.of(
              Problem.of(
                  Reason.BODY_TOO_LARGE,
                  new Violation(
                      "message", "more", "at most %d bytes".formatted(large.maxContentLength()))));
      case TimeoutException late ->
          Stream.of(Problem.of(Reason.DEADLINE_EXCEEDED, "no answer within the deadline"));
      default -> Stream.empty();
    };
  }

  private static Stream<Throwable> causes(Throwable first) {
    return Stream.<Throwable>iterate(
            first, cause -> cause != null, cause -> cause == null ? null : cause.getCause())
        .limit(MAX_DEPTH);
  }
}
