package reco.lab.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reco.lab.load.Zipf;
import reco.node.user.RedisUserStateStore;

/** Redis alone, writing records of a size by the same compare-and-set as the user state store. */
final class BareRedis {
  private static final int IN_FLIGHT = 1_000;
  private static final byte[] NO_TTL = "0".getBytes(US_ASCII);

  private BareRedis() {}

  /**
   * Writes and takes the keys away again.
   *
   * @param users keys that are written to, drawn by Zipf's law
   * @param bytes a record
   */
  static double writesPerSecond(String uri, String run, int writes, int users, int bytes)
      throws InterruptedException {
    RedisClient client = RedisClient.create(uri);
    try (var connection =
        client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))) {
      var redis = connection.async();
      var keys = new ConcurrentHashMap<String, Long>();
      double perSecond = write(redis, run, writes, users, bytes, keys);
      redis.unlink(keys.keySet().toArray(String[]::new)).toCompletableFuture().join();
      return perSecond;
    } finally {
      client.shutdown();
    }
  }

  private static double write(
      RedisAsyncCommands<String, byte[]> redis,
      String run,
      int writes,
      int users,
      int bytes,
      ConcurrentHashMap<String, Long> revisions)
      throws InterruptedException {
    String digest =
        redis.scriptLoad(RedisUserStateStore.COMPARE_AND_SET).toCompletableFuture().join();
    var random = new SplittableRandom(2);
    var popular = new Zipf(users, 1);
    var payload = new byte[bytes];
    var inFlight = new Semaphore(IN_FLIGHT);
    var failures = new AtomicInteger();
    long start = System.nanoTime();
    for (int n = 0; n < writes; n++) {
      random.nextBytes(payload);
      String key = "bench:{" + run + "-" + popular.next(random) + "}";
      long revision = revisions.merge(key, 1L, Long::sum);
      inFlight.acquire();
      redis
          .<Long>evalsha(
              digest,
              ScriptOutputType.INTEGER,
              new String[] {key},
              number(revision - 1),
              payload.clone(),
              number(revision),
              NO_TTL)
          .whenComplete((answer, failure) -> {
            failures.addAndGet(isSaved(answer, failure) ? 0 : 1);
            inFlight.release();
          });
    }
    inFlight.acquire(IN_FLIGHT);
    if (failures.get() > 0) {
      throw new BenchFailedException(failures.get() + " writes to Redis failed");
    }
    return writes / ((System.nanoTime() - start) / 1e9);
  }

  private static boolean isSaved(@Nullable Long answer, @Nullable Throwable failure) {
    return failure == null && answer != null && answer == RedisUserStateStore.SAVED;
  }

  private static byte[] number(long value) {
    return Long.toString(value).getBytes(US_ASCII);
  }
}
