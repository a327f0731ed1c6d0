package reco.gateway;

import com.linecorp.armeria.common.grpc.GrpcMeterIdPrefixFunction;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.common.logging.RequestOnlyLog;
import com.linecorp.armeria.common.metric.MeterIdPrefix;
import com.linecorp.armeria.common.metric.MeterIdPrefixFunction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;

/**
 * Names the meters of a call. One that came as REST has an HTTP status alone: it carries no gRPC
 * status, which would count as UNKNOWN.
 */
final class CallMeters implements MeterIdPrefixFunction {
  private static final String GRPC_STATUS = "grpc.status";
  private static final String GRPC = "application/grpc";

  private final MeterIdPrefixFunction grpc;

  CallMeters(String name) {
    grpc = GrpcMeterIdPrefixFunction.of(name);
  }

  @Override
  public MeterIdPrefix activeRequestPrefix(MeterRegistry registry, RequestOnlyLog log) {
    return grpc.activeRequestPrefix(registry, log);
  }

  @Override
  public MeterIdPrefix completeRequestPrefix(MeterRegistry registry, RequestLog log) {
    MeterIdPrefix prefix = grpc.completeRequestPrefix(registry, log);
    return log.requestHeaders().get("content-type", "").startsWith(GRPC) ? prefix : rest(prefix);
  }

  private static MeterIdPrefix rest(MeterIdPrefix prefix) {
    List<Tag> tags =
        prefix.tags().stream()
            .map(tag -> tag.getKey().equals(GRPC_STATUS) ? Tag.of(GRPC_STATUS, "none") : tag)
            .toList();
    return new MeterIdPrefix(prefix.name(), tags);
  }
}
