package reco.node.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reco.model.id.UserId;
import reco.model.profile.Profile;
import reco.model.user.UserState;
import reco.node.user.RedisSettings.FeatureKey;

/**
 * The public feature keys: projections for readers outside, written after a save and not waited
 * for. One that fails is counted; the user's next save, or slate, writes it again.
 */
final class RedisFeatureKeys implements Feeds {
  /**
   * KEYS: list. ARGV: seconds to live (0: for ever), its elements. Replaced at once, so that no
   * reader sees it half written.
   */
  private static final LuaScript REPLACE_LIST =
      LuaScript.of(
          """
          redis.call('DEL', KEYS[1])
          if #ARGV > 1 then
            redis.call('RPUSH', KEYS[1], unpack(ARGV, 2))
            if ARGV[1] ~= '0' then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
          end
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

  /** KEYS: string. ARGV: its bytes, none to delete it. */
  private static final LuaScript REPLACE_BYTES =
      LuaScript.of(
          """
          if #ARGV[1] == 0 then return redis.call('DEL', KEYS[1]) end
          redis.call('SET', KEYS[1], ARGV[1])
          return 1
          """);

  private static final long FOR_EVER = 0;
  private static final long FEED_SECONDS = 1_800;

  private final Set<FeatureKey> enabled;
  private final RedisConnection connection;
  private final RedisInFlight inFlight;
  private final FeatureLookup lookup;
  private final MeterRegistry meters;

  RedisFeatureKeys(
      Set<FeatureKey> enabled,
      RedisConnection connection,
      RedisInFlight inFlight,
      FeatureLookup lookup,
      MeterRegistry meters) {
    this.enabled = enabled;
    this.connection = connection;
    this.inFlight = inFlight;
    this.lookup = lookup;
    this.meters = meters;
  }

  /** Writes those that follow from a state. */
  void write(UserState state) {
    enabled.forEach(key -> write(key, state));
  }

  @Override
  public void publish(UserId user, List<String> itemIds) {
    run(REPLACE_LIST, "feed:" + tag(user), list(FEED_SECONDS, itemIds.stream()));
  }

  private void write(FeatureKey key, UserState state) {
    var tag = tag(state.user());
    switch (key) {
      case HISTORY ->
          run(
              REPLACE_LIST,
              "user:" + tag + ":history",
              list(FOR_EVER, items(state.history().size(), state.history()::item)));
      case PROFILE -> run(REPLACE_HASH, "user:" + tag + ":profile", profile(state.profile()));
      case WATCHED ->
          run(
              REPLACE_SET,
              "watched:" + tag,
              bytes(items(state.watched().size(), state.watched()::item)));
      case EMBEDDING ->
          run(REPLACE_BYTES, "user:" + tag + ":embedding", floats(lookup.queryVector(state)));
      case FEED -> {} // follows from a slate
    }
  }

  private static String tag(UserId user) {
    return "{" + user.key() + "}";
  }

  private void run(LuaScript script, String key, byte[]... arguments) {
    inFlight
        .of(() -> script.run(connection.commands(), new String[] {key}, arguments))
        .whenComplete((_, failure) -> count(failure == null));
  }

  private void count(boolean written) {
    meters
        .counter("reco.user.feature.keys.written", "result", written ? "ok" : "failed")
        .increment();
  }

  private Stream<String> items(int size, IntToLongFunction keys) {
    return IntStream.range(0, size).mapToObj(index -> lookup.itemId(keys.applyAsLong(index)));
  }

  private static byte[][] list(long seconds, Stream<String> elements) {
    return bytes(Stream.concat(Stream.of(Long.toString(seconds)), elements));
  }

  private static byte[][] bytes(Stream<String> texts) {
    return texts.map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new);
  }

  /** Four bytes each, little-endian. */
  private static byte[] floats(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private static byte[][] profile(Profile profile) {
    return bytes(
        Stream.of(
            "country", profile.country(),
            "age_group", ageGroup(profile.age()),
            "language", profile.language(),
            "signup_date", signupDate(profile.signupEpochSec())));
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
