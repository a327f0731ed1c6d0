package reco.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import reco.gateway.access.ApiKey;
import reco.gateway.access.Role;
import reco.gateway.admission.Lane;
import reco.gateway.rest.BodyLimits;
import reco.gateway.web.HomeSettings;
import reco.model.slate.Seal;

/**
 * The settings of {@code reco.gateway}; reference.conf explains each.
 *
 * @param port 0 takes a free one
 * @param tokenSecrets the first signs, the others still open; empty: one is made at start
 * @param inFlight most requests at once, one entry a lane
 * @param batchRows most events of a batch
 */
public record GatewayConfig(
    String host,
    int port,
    List<String> tokenSecrets,
    Duration cursorLifetime,
    Map<Lane, Integer> inFlight,
    BodyLimits bodyLimits,
    int batchRows,
    Duration requestTimeout,
    Duration drain,
    List<ApiKey> keys,
    boolean openDocs,
    boolean openMetrics,
    HomeSettings home) {

  public GatewayConfig {
    tokenSecrets = List.copyOf(tokenSecrets);
    inFlight = Map.copyOf(inFlight);
    keys = List.copyOf(keys);
    List<String> problems = new ArrayList<>();
    check(problems, 0 <= port && port <= 65_535, "port", port, "0 to 65535");
    for (String secret : tokenSecrets) {
      int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
      int least = Seal.MIN_SECRET_BYTES;
      check(problems, bytes >= least, "token-secret", bytes + " bytes", "at least " + least);
    }
    for (Lane lane : Lane.values()) {
      int limit = inFlight.getOrDefault(lane, 0);
      check(problems, limit >= 1, "in-flight." + key(lane), limit, "1 or more");
    }
    check(problems, batchRows >= 1, "batch-rows", batchRows, "1 or more");
    check(problems, isPositive(cursorLifetime), "cursor-lifetime", cursorLifetime, "more than 0");
    check(problems, isPositive(requestTimeout), "request-timeout", requestTimeout, "more than 0");
    check(problems, !keys.isEmpty(), "keys", "none", "at least one");
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("reco.gateway: " + String.join("; ", problems));
    }
  }

  /**
   * Reads {@code reco.gateway} of a resolved configuration.
   *
   * @throws IllegalArgumentException with every problem found
   */
  public static GatewayConfig from(Config root) {
    Config config = root.getConfig("reco.gateway");
    return new GatewayConfig(
        config.getString("host"),
        config.getInt("port"),
        tokenSecrets(config),
        config.getDuration("cursor-lifetime"),
        inFlight(config.getConfig("in-flight")),
        new BodyLimits(config.getBytes("body-limit"), config.getBytes("batch-body-limit")),
        config.getInt("batch-rows"),
        config.getDuration("request-timeout"),
        config.getDuration("drain"),
        config.getConfigList("keys").stream().map(GatewayConfig::apiKey).toList(),
        config.getBoolean("open-docs"),
        config.getBoolean("open-metrics"),
        HomeSettings.from(config.getConfig("home")));
  }

  private static List<String> tokenSecrets(Config config) {
    List<String> secrets = new ArrayList<>();
    Optional.of(config.getString("token-secret"))
        .filter(secret -> !secret.isEmpty())
        .ifPresent(secrets::add);
    secrets.addAll(config.getStringList("retired-token-secrets"));
    return secrets;
  }

  private static Map<Lane, Integer> inFlight(Config config) {
    Map<Lane, Integer> limits = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      limits.put(lane, config.getInt(key(lane)));
    }
    return limits;
  }

  private static ApiKey apiKey(Config config) {
    String name = config.getString("name");
    Set<Role> roles =
        config.getStringList("roles").stream()
            .map(role -> role(config, role))
            .collect(Collectors.toUnmodifiableSet());
    return config.hasPath("sha256")
        ? new ApiKey(name, config.getString("sha256"), roles)
        : ApiKey.ofPlain(name, config.getString("key"), roles);
  }

  private static Role role(Config config, String role) {
    return Role.ofName(role)
        .orElseThrow(() ->
            new ConfigException.BadValue(
                config.origin(), "roles", "got '" + role + "', expected read, write or admin"));
  }

  private static String key(Lane lane) {
    return lane.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void check(
      List<String> problems, boolean holds, String setting, Object value, String expected) {
    if (!holds) {
      problems.add("%s: got %s, expected %s".formatted(setting, value, expected));
    }
  }
}
