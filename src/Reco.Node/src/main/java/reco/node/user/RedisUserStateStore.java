package reco.node.user;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static reco.node.user.RedisConnection.number;

import io.lettuce.core.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.id.UserId;
import reco.model.user.UserState;
import reco.protocol.CorruptStateException;
import reco.protocol.UserStateCodec;

/**
 * Users' records in Redis: a hash {@code reco:{TENANT/ID}:state} with the payload {@code p} and its
 * revision {@code r}, written by a compare-and-set in Lua. The braces are Redis's hash tag: all
 * keys of a user live in one slot.
 */
public final class RedisUserStateStore implements UserStateStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisUserStateStore.class);
  public static final long SAVED = -1;

  /** KEYS: state. ARGV: expected revision, payload, its revision, TTL in ms (0: none). */
  public static final String COMPARE_AND_SET =
      """
      local found = redis.call('HGET', KEYS[1], 'r') or '0'
      if found ~= ARGV[1] then return tonumber(found) end
      redis.call('HSET', KEYS[1], 'p', ARGV[2], 'r', ARGV[3])
      if ARGV[4] ~= '0' then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
      return -1
      """;

  /** KEYS: state, quarantine. ARGV: revision of the corrupt record. */
  private static final LuaScript QUARANTINE =
      LuaScript.of(
          """
          if redis.call('HGET', KEYS[1], 'r') ~= ARGV[1] then return 0 end
          redis.call('RENAME', KEYS[1], KEYS[2])
          return 1
          """);

  private static final LuaScript SAVE = LuaScript.of(COMPARE_AND_SET);

  private final RedisSettings settings;
  private final RedisConnection connection;
  private final RedisInFlight inFlight;
  private final RedisFeatureKeys featureKeys;
  private final MeterRegistry meters;

  private RedisUserStateStore(
      RedisSettings settings,
      RedisConnection connection,
      FeatureLookup lookup,
      MeterRegistry meters) {
    this.settings = settings;
    this.connection = connection;
    this.inFlight = new RedisInFlight(settings, meters);
    this.featureKeys =
        new RedisFeatureKeys(settings.featureKeys(), connection, inFlight, lookup, meters);
    this.meters = meters;
  }

  /**
   * Connects; blocks until it stands.
   *
   * @param lookup for the public feature keys
   * @throws io.lettuce.core.RedisConnectionException where no server answers
   */
  public static RedisUserStateStore connect(
      RedisSettings settings, FeatureLookup lookup, MeterRegistry meters) {
    return new RedisUserStateStore(
        settings, RedisConnection.open(settings, meters), lookup, meters);
  }

  /** How far the log is applied to these records. */
  public Checkpoints checkpoints() {
    return new RedisCheckpoints(connection, inFlight);
  }

  /** Where slates are published to; empty unless the settings ask for it. */
  public Optional<Feeds> feeds() {
    return Optional.<Feeds>of(featureKeys)
        .filter(_ -> settings.featureKeys().contains(RedisSettings.FeatureKey.FEED));
  }

  /** Reads the lineage after the record: where the store was emptied in between, it has none. */
  @Override
  public CompletionStage<Stored> load(UserId user) {
    return inFlight
        .of(() -> {
          var redis = connection.commands();
          return redis
              .hmget(stateKey(user), "p", "r")
              .thenCombine(
                  redis.hget(RedisConnection.STORE_KEY, RedisConnection.LINEAGE), Fields::new);
        })
        .thenCompose(fields ->
            decode(user, fields.record)
                .thenApply(state -> new Stored(state, lineage(fields.lineage))));
  }

  @Override
  public CompletionStage<SaveResult> compareAndSet(long expectedRevision, Stored next) {
    return inFlight.of(() -> {
      var redis = connection.commands();
      if (next.lineage() != connection.lineage()) {
        return CompletableFuture.completedStage(new SaveResult.Replaced());
      }
      var state = next.state();
      return SAVE.run(
              redis,
              new String[] {stateKey(state.user())},
              number(expectedRevision),
              UserStateCodec.encode(state),
              number(state.revision()),
              number(settings.stateTtl().toMillis()))
          .thenApply(answer -> result(answer, expectedRevision, next));
    });
  }

  private SaveResult result(long answer, long expectedRevision, Stored next) {
    if (answer == SAVED) {
      featureKeys.write(next.state());
      return new SaveResult.Saved();
    }
    if (answer < expectedRevision) { // the store has lost what it had acknowledged
      noted(inFlight.of(() -> connection.end(next.lineage())));
    }
    return new SaveResult.Conflict(answer);
  }

  /** What the store was asked for along with a record. */
  private record Fields(List<KeyValue<String, byte[]>> record, byte @Nullable [] lineage) {}

  private long lineage(byte @Nullable [] found) {
    if (found == null) {
      noted(inFlight.of(connection::identify));
      return RedisConnection.NO_LINEAGE;
    }
    return connection.seen(Long.parseLong(new String(found, US_ASCII)));
  }

  /** The connection notes what it finds; where it finds nothing, the next command asks again. */
  private static void noted(CompletionStage<Long> lineage) {
    lineage.exceptionally(_ -> RedisConnection.NO_LINEAGE);
  }

  @Override
  public void close() {
    connection.close();
  }

  static String stateKey(UserId user) {
    return "reco:{" + user.key() + "}:state";
  }

  static String quarantineKey(UserId user) {
    return "reco:{" + user.key() + "}:corrupt";
  }

  private CompletionStage<UserState> decode(UserId user, List<KeyValue<String, byte[]>> fields) {
    if (!fields.getFirst().hasValue()) {
      return CompletableFuture.completedFuture(UserState.empty(user));
    }
    var revision = fields.getLast().getValueOrElse(number(0));
    try {
      long number = Long.parseLong(new String(revision, US_ASCII));
      var state = UserStateCodec.decode(fields.getFirst().getValue(), number);
      return CompletableFuture.completedFuture(state);
    } catch (CorruptStateException | NumberFormatException corrupt) {
      return putAside(user, revision)
          .handle((_, _) -> {
            throw new CompletionException(corrupt);
          });
    }
  }

  private CompletionStage<Long> putAside(UserId user, byte[] revision) {
    LOG.error("The record of {} is corrupt; it is kept under {}", user, quarantineKey(user));
    meters.counter("reco.user.states.corrupt").increment();
    var keys = new String[] {stateKey(user), quarantineKey(user)};
    return inFlight.of(() -> QUARANTINE.run(connection.commands(), keys, revision));
  }
}
