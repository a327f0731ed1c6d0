package reco.node.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reco.model.profile.Profile;
import reco.model.user.UserState;
import reco.node.user.RedisSettings.FeatureKey;

/**
 * The public feature keys: projections for readers outside, written after a save and not waited
 * for. One that fails is counted; the user's next save writes it again.
 */
final class RedisFeatureKeys {
  /** KEYS: list. ARGV: its elements. Replaced at once, so that no reader sees it half written. */
  private static final LuaScript REPLACE_LIST =
      LuaScript.of(
          """
          redis.call('DEL', KEYS[1])
          if #ARGV > 0 then redis.call('RPUSH', KEYS[1], unpack(ARGV)) end
          return 1
          """);

  /** KEYS: set. ARGV: its members. It lives 30 days. */
  private static final LuaScript REPLACE_SET =
      LuaScript.of(
          """
          redis.call('DEL', KEYS[1])
          if #ARGV > 0 then
            redis.call('SADD', KEYS[1], unpack(ARGV))
            redis.call('EXPIRE', KEYS[1], 2592000)
          end
          return 1
          """);

  /** KEYS: hash. ARGV: names and values in turn. */
  private static final LuaScript REPLACE_HASH =
      LuaScript.of(
          """
          redis.call('DEL', KEYS[1])
          redis.call('HSET', KEYS[1], unpack(ARGV))
          return 1
          """);

  private final Set<FeatureKey> enabled;
  private final RedisConnection connection;
  private final LongFunction<String> itemIds;
  private final MeterRegistry meters;

  RedisFeatureKeys(
      Set<FeatureKey> enabled,
      RedisConnection connection,
      LongFunction<String> itemIds,
      MeterRegistry meters) {
    this.enabled = enabled;
    this.connection = connection;
    this.itemIds = itemIds;
    this.meters = meters;
  }

  void write(UserState state) {
    enabled.forEach(key -> write(key, state));
  }

  private void write(FeatureKey key, UserState state) {
    var tag = "{" + state.user().key() + "}";
    switch (key) {
      case HISTORY ->
          run(
              REPLACE_LIST,
              "user:" + tag + ":history",
              items(state.history().size(), state.history()::item));
      case PROFILE -> run(REPLACE_HASH, "user:" + tag + ":profile", profile(state.profile()));
      case WATCHED ->
          run(REPLACE_SET, "watched:" + tag, items(state.watched().size(), state.watched()::item));
    }
  }

  private void run(LuaScript script, String key, byte[][] arguments) {
    try {
      script
          .run(connection.commands(), new String[] {key}, arguments)
          .whenComplete((_, failure) -> count(failure == null));
    } catch (RuntimeException _) {
      count(false);
    }
  }

  private void count(boolean written) {
    meters
        .counter("reco.user.feature.keys.written", "result", written ? "ok" : "failed")
        .increment();
  }

  private byte[][] items(int size, IntToLongFunction keys) {
    return IntStream.range(0, size)
        .mapToObj(index -> itemIds.apply(keys.applyAsLong(index)).getBytes(UTF_8))
        .toArray(byte[][]::new);
  }

  private static byte[][] profile(Profile profile) {
    return Stream.of(
            "country", profile.country(),
            "age_group", ageGroup(profile.age()),
            "language", profile.language(),
            "signup_date", signupDate(profile.signupEpochSec()))
        .map(text -> text.getBytes(UTF_8))
        .toArray(byte[][]::new);
  }

  /** Decades by their first and last year, "" where the age is unknown. */
  private static String ageGroup(int age) {
    int first = age / 10 * 10;
    return age == 0 ? "" : first + "-" + (first + 9);
  }

  private static String signupDate(long epochSec) {
    return epochSec == 0
        ? ""
        : Instant.ofEpochSecond(epochSec).atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
