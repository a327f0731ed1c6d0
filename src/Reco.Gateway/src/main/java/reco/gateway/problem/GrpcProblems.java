package reco.gateway.problem;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;

/**
 * A problem as google.rpc.Status: always an ErrorInfo, a BadRequest where a field is at fault, a
 * RetryInfo where waiting helps. REST problems are read back from it, so that both say the same.
 */
public final class GrpcProblems {
  public static final String DOMAIN = "reco";
  private static final String VALUE = "value";
  private static final String EXPECTED = "expected";

  private GrpcProblems() {}

  public static StatusRuntimeException exception(Problem problem) {
    return StatusProto.toStatusRuntimeException(status(problem));
  }

  /** Puts the details where gRPC carries them. */
  public static void putDetails(Problem problem, Metadata trailers) {
    StatusRuntimeException exception = exception(problem);
    Optional.ofNullable(exception.getTrailers()).ifPresent(trailers::merge);
  }

  public static Status status(Problem problem) {
    Status.Builder status =
        Status.newBuilder()
            .setCode(problem.reason().code().value())
            .setMessage(problem.detail())
            .addDetails(Any.pack(errorInfo(problem)));
    problem.violation().ifPresent(violation -> status.addDetails(Any.pack(badRequest(violation))));
    problem.retryAfter().ifPresent(wait -> status.addDetails(Any.pack(retryInfo(wait))));
    return status.build();
  }

  /** Reads what {@link #status} wrote; empty for a status of other origin. */
  public static Optional<Problem> read(Status status) {
    return detail(status, ErrorInfo.class)
        .filter(info -> info.getDomain().equals(DOMAIN))
        .map(info -> read(status, info));
  }

  private static Problem read(Status status, ErrorInfo info) {
    return new Problem(
        Reason.valueOf(info.getReason()),
        status.getMessage(),
        detail(status, BadRequest.class)
            .map(bad -> bad.getFieldViolations(0).getField())
            .map(field ->
                new Violation(
                    field,
                    info.getMetadataOrDefault(VALUE, ""),
                    info.getMetadataOrDefault(EXPECTED, ""))),
        detail(status, RetryInfo.class)
            .map(retry -> Duration.ofSeconds(retry.getRetryDelay().getSeconds())));
  }

  private static ErrorInfo errorInfo(Problem problem) {
    ErrorInfo.Builder info =
        ErrorInfo.newBuilder().setReason(problem.reason().name()).setDomain(DOMAIN);
    problem
        .violation()
        .ifPresent(violation ->
            info.putMetadata(VALUE, violation.value()).putMetadata(EXPECTED, violation.expected()));
    return info.build();
  }

  private static BadRequest badRequest(Violation violation) {
    return BadRequest.newBuilder()
        .addFieldViolations(
            FieldViolation.newBuilder()
                .setField(violation.field())
                .setDescription(violation.detail()))
        .build();
  }

  private static RetryInfo retryInfo(Duration wait) {
    return RetryInfo.newBuilder()
        .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(wait.toSeconds()))
        .build();
  }

  private static <T extends Message> Optional<T> detail(Status status, Class<T> type) {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(type)) {
        try {
          return Optional.of(detail.unpack(type));
        } catch (InvalidProtocolBufferException notWrittenHere) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
