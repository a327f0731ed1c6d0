package reco.node.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import reco.model.retrieval.RetrievalModel;
import reco.model.retrieval.SequenceEncoder;

/**
 * Encodes users in passes over what has arrived. A pass runs in the actor itself, which therefore
 * belongs on a dispatcher of its own; what arrives meanwhile makes the next batch.
 */
public final class EncoderActor {
  /** What the encoder takes. */
  public sealed interface Command {}

  /**
   * Asks for a query.
   *
   * @param items keys, oldest first
   * @param query completed with it, or with the failure of its pass
   */
  record Encode(long[] items, CompletableFuture<float[]> query) implements Command {}

  /** Ends the actor and closes the model; nobody asks any more. */
  record Stop() implements Command {}

  /** Told to itself behind what has arrived by then. */
  private record Pass() implements Command {}

  private final ActorContext<Command> context;
  private final RetrievalModel model;
  private final SequenceEncoder encoder;
  private final int batchUsers;
  private final EncoderMetrics metrics;
  private final ArrayDeque<Encode> queue = new ArrayDeque<>();

  private EncoderActor(
      ActorContext<Command> context,
      RetrievalModel model,
      SequenceEncoder encoder,
      int batchUsers,
      EncoderMetrics metrics) {
    this.context = context;
    this.model = model;
    this.encoder = encoder;
    this.batchUsers = batchUsers;
    this.metrics = metrics;
  }

  /**
   * @param model closed when the actor is stopped
   * @param encoder the model's
   * @param batchUsers most users in one pass
   */
  public static Behavior<Command> create(
      RetrievalModel model, SequenceEncoder encoder, int batchUsers, EncoderMetrics metrics) {
    return Behaviors.setup(
        context -> new EncoderActor(context, model, encoder, batchUsers, metrics).encoding());
  }

  private Behavior<Command> encoding() {
    return Behaviors.receiveMessage(command ->
        switch (command) {
          case Encode encode -> {
            queue.add(encode);
            if (queue.size() == 1) {
              context.getSelf().tell(new Pass());
            }
            yield Behaviors.same();
          }
          case Pass _ -> {
            encode(nextBatch());
            if (!queue.isEmpty()) {
              context.getSelf().tell(new Pass());
            }
            yield Behaviors.same();
          }
          case Stop _ -> Behaviors.stopped(model::close);
        });
  }

  private List<Encode> nextBatch() {
    var batch = new ArrayList<Encode>();
    while (!queue.isEmpty() && batch.size() < batchUsers) {
      batch.add(queue.remove());
    }
    return batch;
  }

  private void encode(List<Encode> batch) {
    try {
      var sequences = batch.stream().map(Encode::items).toList();
      List<float[]> queries = metrics.pass(batch.size(), () -> encoder.encode(sequences));
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).query().complete(queries.get(i));
      }
    } catch (RuntimeException failure) {
      context.getLog().error("A pass over {} users failed", batch.size(), failure);
      batch.forEach(encode -> encode.query().completeExceptionally(failure));
    }
  }
}
