package reco.node.user;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How users' records are kept in Redis.
 *
 * @param uri as Lettuce reads it: {@code redis://127.0.0.1:6379/0}
 * @param commandTimeout after which a command has failed
 * @param maxInFlight commands that may await their answer; one more is refused at once
 * @param stateTtl after which an untouched record is dropped to free memory; zero keeps it for ever
 * @param featureKeys public keys written beside the record, none by default
 */
public record RedisSettings(
    String uri,
    Duration commandTimeout,
    int maxInFlight,
    Duration stateTtl,
    Set<FeatureKey> featureKeys) {

  /** Public feature keys, each a projection of the record that others may read. */
  public enum FeatureKey {
    /** {@code user:{ID}:history}: list of the last 100 items, newest first. */
    HISTORY,
    /** {@code user:{ID}:profile}: hash of country, age_group, language, signup_date. */
    PROFILE,
    /** {@code watched:{ID}}: set of the items consumed in the last 30 days, which it lives. */
    WATCHED,
    /**
     * {@code user:{ID}:embedding}: the vector that candidates are searched with, 4-byte floats in
     * little-endian, as many as the retrieval model in service has; missing where there is none.
     */
    EMBEDDING,
    /** {@code feed:{ID}}: list of the items of the last slate, best first; lives 30 minutes. */
    FEED
  }

  public RedisSettings {
    featureKeys = Set.copyOf(featureKeys);
    if (maxInFlight < 1) {
      throw new IllegalArgumentException(
          "reco.node.redis.max-in-flight: got %d, expected 1 or more".formatted(maxInFlight));
    }
    if (!commandTimeout.isPositive() || stateTtl.isNegative()) {
      throw new IllegalArgumentException(
          "reco.node.redis: got command-timeout %s and state-ttl %s, expected more than 0 and 0 or more"
              .formatted(commandTimeout, stateTtl));
    }
  }

  /** Reads {@code reco.node.redis}. */
  public static RedisSettings of(Config config) {
    return new RedisSettings(
        config.getString("uri"),
        config.getDuration("command-timeout"),
        config.getInt("max-in-flight"),
        config.getDuration("state-ttl"),
        featureKeys(config.getEnumList(FeatureKey.class, "feature-keys")));
  }

  private static Set<FeatureKey> featureKeys(List<FeatureKey> listed) {
    return listed.isEmpty() ? Set.of() : EnumSet.copyOf(listed);
  }
}
