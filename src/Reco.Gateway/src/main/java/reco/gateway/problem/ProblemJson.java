package reco.gateway.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A problem as RFC 9457 {@code application/problem+json}. */
public final class ProblemJson {
  public static final String CONTENT_TYPE = "application/problem+json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ProblemJson() {}

  /**
   * The members type, title, status, detail, instance, reason and request_id; field, value and
   * expected where a field is at fault.
   *
   * @param instance path of the request
   */
  public static byte[] write(Problem problem, String instance, String requestId) {
    Reason reason = problem.reason();
    ObjectNode body =
        MAPPER
            .createObjectNode()
            .put("type", "urn:reco:problem:" + slug(reason))
            .put("title", reason.title())
            .put("status", reason.httpStatus())
            .put("detail", problem.detail())
            .put("instance", instance)
            .put("reason", reason.name())
            .put("request_id", requestId);
    problem
        .violation()
        .ifPresent(violation ->
            body.put("field", violation.field())
                .put("value", violation.value())
                .put("expected", violation.expected()));
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String slug(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
