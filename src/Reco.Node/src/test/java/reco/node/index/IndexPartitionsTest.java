package reco.node.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reco.index.Int8Index;
import reco.index.VectorIndex;
import reco.node.index.IndexPartitionActor.Command;
import reco.node.index.IndexPartitionActor.Found;
import reco.node.index.IndexPartitionActor.Missing;
import reco.node.index.IndexPartitionActor.Search;
import reco.node.index.IndexPartitionActor.SearchReply;

/** Vectors over several partitions, and one that does not answer. */
class IndexPartitionsTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Duration BUDGET = Duration.ofSeconds(3);
  private static final String VERSION = "retrieval@v1";

  private final AtomicLong nowMillis = new AtomicLong(1_000);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMillis.get());

  @AfterAll
  static void stopKit() {
    KIT.shutdownTestKit();
  }

  @Test
  void findsTheBestOfAllPartitions() {
    var partitions = partitions(3);
    LongStream.rangeClosed(1, 300).forEach(key -> partitions.upsert(key, vector(key)));

    var gathered = scatter(partitions, 5, BUDGET);

    assertThat(gathered.hits().itemKeys()).containsExactly(300, 299, 298, 297, 296);
    assertThat(gathered.missing()).isEmpty();
    assertThat(partitions.size()).isEqualTo(300);
  }

  @Test
  void aChangeIsFoundByTheNextSearch() {
    var partitions = partitions(2);
    partitions.upsert(1, vector(1));
    partitions.upsert(2, vector(2));

    partitions.delete(2);
    partitions.upsert(3, vector(3));

    assertThat(scatter(partitions, 5, BUDGET).hits().itemKeys()).containsExactly(3, 1);
  }

  @Test
  void makesDoWithThePartitionsThatAnswerInTime() {
    var mute = KIT.<Command>createTestProbe();
    var partitions = partitions(2, (number, actor) -> number == 1 ? mute.ref() : actor);
    LongStream.rangeClosed(1, 10).forEach(key -> partitions.upsert(key, vector(key)));

    var gathered = scatter(partitions, 3, Duration.ofMillis(100));

    assertThat(gathered.hits().itemKeys()).containsExactly(10, 8, 6);
    assertThat(gathered.missing()).containsExactly("partition 1 timeout");
  }

  @Test
  void aPartitionRefusesAnotherVersionAndWhatIsExpired() {
    TestProbe<SearchReply> asker = KIT.createTestProbe();
    var partition = KIT.spawn(IndexPartitionActor.create(4, VERSION, Int8Index.exact(2), clock));

    partition.tell(new Search(vector(1), 3, "retrieval@v2", 2_000, asker.ref()));
    asker.expectMessage(new Missing(4, "version"));
    partition.tell(new Search(vector(1), 3, VERSION, 999, asker.ref()));
    asker.expectMessage(new Missing(4, "expired"));
    partition.tell(new Search(vector(1), 3, VERSION, 1_000, asker.ref()));
    asker.expectMessageClass(Found.class);
  }

  @Test
  void endsItsPartitionsWhenStopped() {
    var actor = new AtomicReference<ActorRef<Command>>();
    var partitions =
        partitions(
            1,
            (_, started) -> {
              actor.set(started);
              return started;
            });

    partitions.stop();

    KIT.createTestProbe().expectTerminated(actor.get());
  }

  /** Stands in for the actor of a partition. */
  @FunctionalInterface
  private interface Replacement {
    ActorRef<Command> of(int number, ActorRef<Command> started);
  }

  private IndexPartitions partitions(int count) {
    return partitions(count, (_, started) -> started);
  }

  private IndexPartitions partitions(int count, Replacement replacement) {
    var started = new AtomicInteger();
    return IndexPartitions.start(
        VERSION,
        count,
        IndexPartitionsTest::emptyIndex,
        (behavior, _) -> replacement.of(started.getAndIncrement(), KIT.spawn(behavior)),
        KIT.system().scheduler(),
        clock);
  }

  private static VectorIndex emptyIndex(int partition) {
    return Int8Index.exact(2);
  }

  private static IndexPartitions.Gathered scatter(
      IndexPartitions partitions, int count, Duration budget) {
    return partitions.scatter(new float[] {1, 0}, count, budget).toCompletableFuture().join();
  }

  /** The larger the key, the nearer to the query. */
  private static float[] vector(long key) {
    return new float[] {key / 1000f, 1};
  }
}
