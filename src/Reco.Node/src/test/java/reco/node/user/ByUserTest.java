package reco.node.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reco.model.id.UserId;

/** Where a user's entity lives. */
class ByUserTest {
  private final ShardedUsers.ByUser extractor = new ShardedUsers.ByUser();

  @Test
  void aUsersShardIsThePartitionThatKafkaPutsTheUsersRecordsIn() {
    var random = new Random(20);

    for (int i = 0; i < 20_000; i++) {
      var key = new UserId("tenant-" + i % 7, randomId(random)).key();
      assertThat(extractor.shardId(key)).as(key).isEqualTo(Integer.toString(partition(key)));
    }
  }

  @Test
  void usersSpreadOverAllShards() {
    var shards =
        IntStream.range(0, 2_000)
            .mapToObj(i -> extractor.shardId(UserId.of("user-" + i).key()))
            .collect(Collectors.toSet());

    assertThat(shards).hasSize(ShardedUsers.SHARDS);
  }

  private static String randomId(Random random) {
    return random
        .ints(1 + random.nextInt(40), '!', random.nextBoolean() ? 0x7f : 0x2ff)
        .filter(codePoint -> !Character.isISOControl(codePoint))
        .mapToObj(Character::toString)
        .collect(Collectors.joining("", "u", ""));
  }

  /** What the default partitioner of Kafka's clients does with a key. */
  private static int partition(String key) {
    return (murmur2(key.getBytes(StandardCharsets.UTF_8)) & 0x7fffffff) % ShardedUsers.SHARDS;
  }

  private static int murmur2(byte[] data) {
    final int m = 0x5bd1e995;
    var words = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    int hash = 0x9747b28c ^ data.length;
    while (words.remaining() >= Integer.BYTES) {
      int word = words.getInt() * m;
      hash = hash * m ^ (word ^ word >>> 24) * m;
    }
    int tail = words.remaining();
    for (int i = tail - 1; i >= 0; i--) {
      hash ^= (words.get(words.position() + i) & 0xff) << 8 * i;
    }
    if (tail > 0) {
      hash *= m;
    }
    hash = (hash ^ hash >>> 13) * m;
    return hash ^ hash >>> 15;
  }
}
