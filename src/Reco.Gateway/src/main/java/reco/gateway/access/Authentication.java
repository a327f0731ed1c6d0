package reco.gateway.access;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import java.util.Optional;
import reco.gateway.problem.Problem;
import reco.gateway.problem.Reason;

/** Lets a call pass whose key has the role that the call wants. */
public final class Authentication {
  private static final AttributeKey<String> CALLER =
      AttributeKey.valueOf(Authentication.class, "CALLER");
  private static final String BEARER = "Bearer ";
  private static final String API_KEY = "x-api-key";
  private static final String HOW = "send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'";

  private final ApiKeys keys;

  public Authentication(ApiKeys keys) {
    this.keys = keys;
  }

  /** Why the call may not pass; empty where it may. */
  public Optional<Problem> refusal(ServiceRequestContext ctx, Call call) {
    return presented(ctx.request().headers())
        .map(key -> refusal(ctx, key, call))
        .orElseGet(() -> Optional.of(Problem.of(Reason.MISSING_KEY, "no API key; " + HOW)));
  }

  /** The name of the key that the call came with. */
  public static String caller(ServiceRequestContext ctx) {
    return Optional.ofNullable(ctx.attr(CALLER)).orElse("unknown");
  }

  private Optional<Problem> refusal(ServiceRequestContext ctx, String presented, Call call) {
    Optional<ApiKey> key = keys.find(presented);
    key.ifPresent(known -> ctx.setAttr(CALLER, known.name()));
    if (key.isEmpty()) {
      return Optional.of(Problem.of(Reason.UNKNOWN_KEY, "the API key is not known; " + HOW));
    }
    return key.filter(known -> !known.roles().contains(call.role()))
        .map(known ->
            Problem.of(
                Reason.MISSING_ROLE,
                "key '%s' lacks the role '%s'".formatted(known.name(), call.role().configName())));
  }

  private static Optional<String> presented(RequestHeaders headers) {
    String authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(authorization.substring(BEARER.length()).strip())
        : Optional.ofNullable(headers.get(API_KEY));
  }
}
