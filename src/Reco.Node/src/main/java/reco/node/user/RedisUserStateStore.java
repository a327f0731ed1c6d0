package reco.node.user;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.Supplier;
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
 *
 * <p>Commands share one pipelined connection. At most {@link RedisSettings#maxInFlight} of them
 * await the server's answer, those included whose callers have given up after the timeout: a
 * stalled server costs no memory, and whoever comes then is refused at once.
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
  private static final String QUARANTINE =
      """
      if redis.call('HGET', KEYS[1], 'r') ~= ARGV[1] then return 0 end
      redis.call('RENAME', KEYS[1], KEYS[2])
      return 1
      """;

  private final RedisSettings settings;
  private final RedisClient client;
  private final StatefulRedisConnection<String, byte[]> connection;
  private final RedisAsyncCommands<String, byte[]> redis;
  private final LuaScript compareAndSet;
  private final LuaScript quarantine;
  private final RedisFeatureKeys featureKeys;
  private final MeterRegistry meters;
  private final AtomicInteger inFlight;

  private RedisUserStateStore(
      RedisSettings settings,
      RedisClient client,
      LongFunction<String> itemIds,
      MeterRegistry meters) {
    this.settings = settings;
    this.client = client;
    this.connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    this.redis = connection.async();
    this.compareAndSet = LuaScript.of(redis, COMPARE_AND_SET);
    this.quarantine = LuaScript.of(redis, QUARANTINE);
    this.featureKeys = new RedisFeatureKeys(settings.featureKeys(), redis, itemIds, meters);
    this.meters = meters;
    this.inFlight = new AtomicInteger();
    meters.gauge("reco.redis.commands.in.flight", inFlight, AtomicInteger::get);
  }

  /**
   * Connects; blocks until it stands.
   *
   * @param itemIds an item's id by its key, for the public feature keys
   * @throws io.lettuce.core.RedisConnectionException where no server answers
   */
  public static RedisUserStateStore connect(
      RedisSettings settings, LongFunction<String> itemIds, MeterRegistry meters) {
    var uri = RedisURI.create(settings.uri());
    uri.setTimeout(settings.commandTimeout());
    var client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    try {
      return new RedisUserStateStore(settings, client, itemIds, meters);
    } catch (RuntimeException failure) {
      client.shutdown();
      throw failure;
    }
  }

  @Override
  public CompletionStage<UserState> load(UserId user) {
    return bounded(() -> redis.hmget(stateKey(user), "p", "r"))
        .thenCompose(fields -> decode(user, fields));
  }

  @Override
  public CompletionStage<SaveResult> compareAndSet(long expectedRevision, UserState next) {
    var key = new String[] {stateKey(next.user())};
    var payload = UserStateCodec.encode(next);
    return bounded(() ->
            compareAndSet.run(
                redis,
                key,
                number(expectedRevision),
                payload,
                number(next.revision()),
                number(settings.stateTtl().toMillis())))
        .thenApply(answer -> {
          if (answer != SAVED) {
            return new SaveResult.Conflict(answer);
          }
          featureKeys.write(next);
          return new SaveResult.Saved();
        });
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
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
    return bounded(() -> quarantine.run(redis, keys, revision));
  }

  private <T> CompletionStage<T> bounded(Supplier<CompletionStage<T>> command) {
    if (inFlight.incrementAndGet() > settings.maxInFlight()) {
      inFlight.decrementAndGet();
      return CompletableFuture.failedFuture(
          new StoreUnavailableException(
              "got a command beyond the %d in flight".formatted(settings.maxInFlight())));
    }
    return send(command)
        .whenComplete((_, _) -> inFlight.decrementAndGet())
        .toCompletableFuture()
        .copy()
        .orTimeout(settings.commandTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(RedisUserStateStore::unavailable);
  }

  private static <T> CompletionStage<T> send(Supplier<CompletionStage<T>> command) {
    try {
      return command.get();
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private static <T> CompletionStage<T> unavailable(Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return CompletableFuture.failedFuture(new StoreUnavailableException("Redis: " + cause, cause));
  }

  private static byte[] number(long value) {
    return Long.toString(value).getBytes(US_ASCII);
  }
}
