package reco.node.user;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to Redis: one pipelined connection, used only while it is known which server it leads to.
 * When it breaks, the commands in flight fail, for another server may answer the next ones, and a
 * new one is made until it stands.
 *
 * <p>The hash {@value #STORE_KEY} names the server that it was written by (its run id and that of
 * its replication) and the store's lineage. A server that finds another's name there, or none, was
 * restarted, promoted or emptied: the lineage is replaced.
 */
final class RedisConnection implements AutoCloseable {
  static final String STORE_KEY = "reco:store";
  static final String LINEAGE = "lineage";

  /** Of a store that has not been given one. */
  static final long NO_LINEAGE = 0;

  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private static final long RECONNECT_MILLIS = 100;

  /** Timeouts after which a silent server is given up: its machine may be gone without a word. */
  private static final int PATIENCE = 5;

  private static final long NOTHING_ASKED = 0;

  /** Lua's numbers hold that many bits. */
  private static final long LINEAGES = 1L << 53;

  /** KEYS: store. ARGV: the server, a new lineage, the lineage that ended. Answers the lineage. */
  private static final LuaScript IDENTIFY =
      LuaScript.of(
          """
          local found = redis.call('HMGET', KEYS[1], 'server', 'lineage')
          if found[1] == ARGV[1] and found[2] ~= ARGV[3] then return tonumber(found[2]) end
          redis.call('HSET', KEYS[1], 'server', ARGV[1], 'lineage', ARGV[2])
          return tonumber(ARGV[2])
          """);

  private final RedisClient client;
  private final RedisURI uri;
  private final Counter replaced;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong askedNanos = new AtomicLong(NOTHING_ASKED);
  private volatile Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();
  private volatile long lineage = NO_LINEAGE;
  private volatile boolean closed;

  private RedisConnection(RedisSettings settings, MeterRegistry meters) {
    this.uri = RedisURI.create(settings.uri());
    this.uri.setTimeout(settings.commandTimeout());
    this.client = RedisClient.create(uri);
    this.client.setOptions(ClientOptions.builder().autoReconnect(false).build());
    this.replaced = meters.counter("reco.store.replaced");
  }

  /**
   * Connects; blocks until it stands.
   *
   * @throws io.lettuce.core.RedisConnectionException where no server answers
   */
  static RedisConnection open(RedisSettings settings, MeterRegistry meters) {
    var opened = new RedisConnection(settings, meters);
    try {
      var connection = opened.client.connect(CODEC);
      opened.identified(connection).join();
      opened.use(connection);
      return opened;
    } catch (RuntimeException failure) {
      opened.close();
      throw failure;
    }
  }

  /**
   * The commands of the server that is connected now.
   *
   * @throws StoreUnavailableException where none is
   */
  RedisAsyncCommands<String, byte[]> commands() {
    return connection
        .map(StatefulRedisConnection::async)
        .orElseThrow(() -> new StoreUnavailableException("Redis is not connected"));
  }

  /** The store's lineage as far as it is known; commands taken before it are of it or older. */
  long lineage() {
    return lineage;
  }

  /** Asks which server answers now, and gives its store a lineage where it has none. */
  CompletionStage<Long> identify() {
    return answered(identify(commands(), NO_LINEAGE));
  }

  private <T> CompletionStage<T> answered(CompletionStage<T> question) {
    long now = System.nanoTime();
    askedNanos.compareAndSet(NOTHING_ASKED, now);
    if (now - askedNanos.get() > uri.getTimeout().toNanos() * PATIENCE) {
      connection.ifPresent(this::lost);
    }
    return question.whenComplete((_, failure) -> {
      if (failure == null) {
        askedNanos.set(NOTHING_ASKED);
      }
    });
  }

  /** Ends a lineage in which writes have been lost. */
  CompletionStage<Long> end(long ended) {
    return identify(commands(), ended);
  }

  private CompletionStage<Long> identify(RedisAsyncCommands<String, byte[]> redis, long ended) {
    return redis
        .info("server")
        .thenCombine(
            redis.info("replication"),
            (server, replication) ->
                field(server, "run_id") + "/" + field(replication, "master_replid"))
        .thenCompose(server ->
            IDENTIFY.run(
                redis,
                new String[] {STORE_KEY},
                server.getBytes(US_ASCII),
                number(random.nextLong(1, LINEAGES)),
                number(ended)))
        .thenApply(this::seen);
  }

  private CompletableFuture<Long> identified(StatefulRedisConnection<String, byte[]> made) {
    return identify(made.async(), NO_LINEAGE)
        .toCompletableFuture()
        .orTimeout(uri.getTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes note of the store's lineage. */
  synchronized long seen(long now) {
    if (lineage != NO_LINEAGE && now != lineage) {
      replaced.increment();
      LOG.warn(
          "the store at {}:{} was restarted, replaced, emptied or set back", // not the password
          uri.getHost(),
          uri.getPort());
    }
    lineage = now;
    return now;
  }

  private void connect() {
    if (closed) {
      return;
    }
    client
        .connectAsync(CODEC, uri)
        .thenCompose(made ->
            identified(made)
                .whenComplete((_, failure) -> {
                  if (failure != null) {
                    made.closeAsync();
                  } else {
                    use(made);
                  }
                }))
        .whenComplete((_, failure) -> {
          if (failure != null) {
            LOG.debug("Redis does not answer: {}", failure.toString());
            connectLater();
          }
        });
  }

  private void use(StatefulRedisConnection<String, byte[]> made) {
    askedNanos.set(NOTHING_ASKED);
    connection = Optional.of(made);
    made.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
            lost(made);
          }
        });
    if (!made.isOpen()) { // gone before anybody listened
      lost(made);
    }
  }

  private synchronized void lost(StatefulRedisConnection<String, byte[]> gone) {
    if (!closed && connection.filter(current -> current == gone).isPresent()) {
      LOG.warn("the connection to Redis is lost");
      connection = Optional.empty();
      gone.closeAsync();
      connectLater();
    }
  }

  private void connectLater() {
    if (!closed) {
      client
          .getResources()
          .eventExecutorGroup()
          .schedule(this::connect, RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    closed = true;
    connection.ifPresent(StatefulRedisConnection::close);
    client.shutdown();
  }

  /** A line {@code name:value} of what INFO answers; "" where the server does not say. */
  private static String field(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).trim())
        .findFirst()
        .orElse("");
  }

  static byte[] number(long value) {
    return Long.toString(value).getBytes(US_ASCII);
  }
}
