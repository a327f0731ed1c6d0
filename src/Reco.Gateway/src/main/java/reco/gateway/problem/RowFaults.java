package reco.gateway.problem;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of a JSON batch that no message could be read from. They travel past the transcoder as empty
 * messages, so that their neighbours are not harmed, and are answered in their place.
 */
public final class RowFaults {
  private static final AttributeKey<Map<Integer, Problem>> KEY =
      AttributeKey.valueOf(RowFaults.class, "FAULTS");

  private RowFaults() {}

  public static void set(ServiceRequestContext ctx, Map<Integer, Problem> faults) {
    ctx.setAttr(KEY, Map.copyOf(faults));
  }

  /** What was wrong with a row as JSON; empty where it could be read. */
  public static Optional<Problem> of(ServiceRequestContext ctx, int row) {
    Map<Integer, Problem> faults = ctx.attr(KEY);
    return faults == null ? Optional.empty() : Optional.ofNullable(faults.get(row));
  }
}
