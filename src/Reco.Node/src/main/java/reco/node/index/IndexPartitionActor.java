package reco.node.index;

import java.time.InstantSource;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import reco.index.Hits;
import reco.index.VectorIndex;

/**
 * Answers searches in one partition of the items' vectors, all of one version. A search that comes
 * too late, or for another version, is refused before any work.
 */
public final class IndexPartitionActor {
  /** What a partition takes. */
  public sealed interface Command {}

  /**
   * Asks for the nearest items.
   *
   * @param query the version's dimension; read, never written
   * @param version of the retrieval model that made the query
   * @param deadlineMillis epoch milliseconds, after which nobody waits for the answer
   */
  public record Search(
      float[] query, int count, String version, long deadlineMillis, ActorRef<SearchReply> replyTo)
      implements Command {}

  /** Ends the partition, after its version has been replaced. */
  public enum Stop implements Command {
    STOP
  }

  /** Answers {@link Search}. */
  public sealed interface SearchReply {
    int partition();
  }

  /** The partition's best. */
  public record Found(int partition, Hits hits) implements SearchReply {}

  /**
   * @param cause {@code expired} or {@code version}
   */
  public record Missing(int partition, String cause) implements SearchReply {}

  private final int partition;
  private final String version;
  private final VectorIndex index;
  private final InstantSource clock;

  private IndexPartitionActor(
      int partition, String version, VectorIndex index, InstantSource clock) {
    this.partition = partition;
    this.version = version;
    this.index = index;
    this.clock = clock;
  }

  /**
   * @param index searched by this actor; another thread may write it
   */
  public static Behavior<Command> create(
      int partition, String version, VectorIndex index, InstantSource clock) {
    return new IndexPartitionActor(partition, version, index, clock).searching();
  }

  private Behavior<Command> searching() {
    return Behaviors.receiveMessage(command ->
        switch (command) {
          case Search search -> {
            search.replyTo().tell(answer(search));
            yield Behaviors.same();
          }
          case Stop _ -> Behaviors.stopped();
        });
  }

  private SearchReply answer(Search search) {
    if (clock.millis() > search.deadlineMillis()) {
      return new Missing(partition, "expired");
    }
    if (!search.version().equals(version)) {
      return new Missing(partition, "version");
    }
    return new Found(partition, index.search(search.query(), search.count()));
  }
}
