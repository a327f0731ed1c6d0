package reco.node.index;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import reco.index.Hits;
import reco.index.VectorIndex;
import reco.node.catalogue.VectorSink;
import reco.node.index.IndexPartitionActor.Found;
import reco.node.index.IndexPartitionActor.Missing;
import reco.node.index.IndexPartitionActor.Search;
import reco.node.index.IndexPartitionActor.SearchReply;

/**
 * The vectors of one version of the retrieval model, spread over partitions by item key. A change
 * is found by the next search; a search asks all partitions at once and makes do with those that
 * answer in time.
 */
public final class IndexPartitions implements VectorSink {
  /** Makes an actor, and gives it a name of its own. */
  @FunctionalInterface
  public interface Spawner {
    ActorRef<IndexPartitionActor.Command> spawn(
        Behavior<IndexPartitionActor.Command> behavior, String name);
  }

  private record Partition(VectorIndex index, ActorRef<IndexPartitionActor.Command> actor) {}

  private final String version;
  private final List<Partition> partitions;
  private final Scheduler scheduler;
  private final InstantSource clock;

  private IndexPartitions(
      String version, List<Partition> partitions, Scheduler scheduler, InstantSource clock) {
    this.version = version;
    this.partitions = partitions;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /**
   * Starts empty partitions.
   *
   * @param count at least 1
   * @param emptyIndex an index without items, by number of the partition
   */
  public static IndexPartitions start(
      String version,
      int count,
      IntFunction<VectorIndex> emptyIndex,
      Spawner spawner,
      Scheduler scheduler,
      InstantSource clock) {
    var partitions =
        IntStream.range(0, count)
            .mapToObj(number -> {
              var index = emptyIndex.apply(number);
              var behavior = IndexPartitionActor.create(number, version, index, clock);
              return new Partition(index, spawner.spawn(behavior, "index-" + number));
            })
            .toList();
    return new IndexPartitions(version, partitions, scheduler, clock);
  }

  /** The version of the retrieval model whose vectors these are. */
  public String version() {
    return version;
  }

  /** Items held. */
  public int size() {
    return partitions.stream().mapToInt(partition -> partition.index().size()).sum();
  }

  @Override
  public void upsert(long key, float[] vector) {
    partitionOf(key).index().upsert(key, vector);
  }

  @Override
  public void delete(long key) {
    partitionOf(key).index().delete(key);
  }

  /**
   * Searches all partitions.
   *
   * @param budget after which a partition counts as missing
   * @return never fails
   */
  public CompletionStage<Gathered> scatter(float[] query, int count, Duration budget) {
    long deadlineMillis = clock.millis() + budget.toMillis();
    var answers =
        IntStream.range(0, partitions.size())
            .mapToObj(number -> ask(number, query, count, deadlineMillis, budget))
            .toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(_ -> gather(answers.stream().map(CompletableFuture::join).toList(), count));
  }

  /** Stops the partitions' actors. */
  public void stop() {
    partitions.forEach(partition -> partition.actor().tell(IndexPartitionActor.Stop.STOP));
  }

  private CompletableFuture<SearchReply> ask(
      int number, float[] query, int count, long deadlineMillis, Duration budget) {
    return AskPattern.<IndexPartitionActor.Command, SearchReply>ask(
            partitions.get(number).actor(),
            replyTo -> new Search(query, count, version, deadlineMillis, replyTo),
            budget,
            scheduler)
        .exceptionally(_ -> new Missing(number, "timeout"))
        .toCompletableFuture();
  }

  private static Gathered gather(List<SearchReply> answers, int count) {
    var hits = new ArrayList<Hits>();
    var missing = new ArrayList<String>();
    for (var answer : answers) {
      switch (answer) {
        case Found(_, var found) -> hits.add(found);
        case Missing(int partition, var cause) ->
            missing.add("partition " + partition + " " + cause);
      }
    }
    return new Gathered(Hits.merge(hits, count), missing);
  }

  private Partition partitionOf(long key) {
    return partitions.get((int) Long.remainderUnsigned(key, partitions.size()));
  }

  /**
   * The best of the partitions that answered.
   *
   * @param missing the partitions that did not, each with the cause
   */
  public record Gathered(Hits hits, List<String> missing) {
    public Gathered {
      missing = List.copyOf(missing);
    }
  }
}
