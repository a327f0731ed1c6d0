package reco.gateway;

import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;

/** gRPC clients of a served gateway, and what they are refused with. */
final class Calls {
  private Calls() {}

  static <T> T stub(Served served, Class<T> type) {
    return stub(served, type, Served.KEY);
  }

  static <T> T stub(Served served, Class<T> type, String key) {
    return GrpcClients.builder("gproto+http://" + served.host() + "/")
        .setHeader("authorization", "Bearer " + key)
        .build(type);
  }

  static ErrorInfo errorInfo(StatusRuntimeException refused) {
    return detail(refused, ErrorInfo.class)
        .orElseThrow(() -> new AssertionError("no ErrorInfo in " + refused));
  }

  static String field(StatusRuntimeException refused) {
    return detail(refused, BadRequest.class)
        .map(bad -> bad.getFieldViolations(0).getField())
        .orElse("");
  }

  static Optional<RetryInfo> retry(StatusRuntimeException refused) {
    return detail(refused, RetryInfo.class);
  }

  private static <T extends com.google.protobuf.Message> Optional<T> detail(
      StatusRuntimeException refused, Class<T> type) {
    return Optional.ofNullable(StatusProto.fromThrowable(refused)).stream()
        .flatMap(status -> status.getDetailsList().stream())
        .filter(any -> any.is(type))
        .findFirst()
        .map(any -> {
          try {
            return any.unpack(type);
          } catch (com.google.protobuf.InvalidProtocolBufferException unreadable) {
            throw new AssertionError(unreadable);
          }
        });
  }
}
