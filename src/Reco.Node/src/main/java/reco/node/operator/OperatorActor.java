package reco.node.operator;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import reco.admin.v1.NodeAnswer;
import reco.internal.v1.AskNode;

/** Answers operators for its node, whichever node they have asked. */
public final class OperatorActor {
  /** Finds those of all nodes. */
  public static final ServiceKey<Command> SERVICE = ServiceKey.create(Command.class, "operator");

  /** How long a node may take; less than its asker waits. */
  static final Duration BUDGET = Duration.ofMillis(1_500);

  /** What an operator's actor takes. */
  public sealed interface Command {}

  /**
   * A question or a change.
   *
   * @param request without its address for the reply
   */
  public record Ask(AskNode request, ActorRef<Answer> replyTo) implements Command {}

  /** What came of it. */
  public record Answer(NodeAnswer answer) {}

  private record Done(NodeAnswer answer, ActorRef<Answer> replyTo) implements Command {}

  private OperatorActor() {}

  /**
   * @param node its name in the cluster
   */
  public static Behavior<Command> create(String node, NodeOperations operations) {
    return Behaviors.setup(context -> {
      context.getSystem().receptionist().tell(Receptionist.register(SERVICE, context.getSelf()));
      return Behaviors.receiveMessage(command ->
          switch (command) {
            case Ask ask -> {
              ask(context, operations, node, ask);
              yield Behaviors.same();
            }
            case Done(var answer, var replyTo) -> {
              replyTo.tell(new Answer(answer));
              yield Behaviors.same();
            }
          });
    });
  }

  private static void ask(
      ActorContext<Command> context, NodeOperations operations, String node, Ask ask) {
    var outcome =
        switch (ask.request().getRequestCase()) {
          case QUESTION -> operations.answer(ask.request().getQuestion());
          case CHANGE -> operations.change(ask.request().getChange());
          case REQUEST_NOT_SET -> throw new IllegalArgumentException("neither question nor change");
        };
    context.pipeToSelf(
        outcome.toCompletableFuture().orTimeout(BUDGET.toMillis(), MILLISECONDS),
        (answer, failure) ->
            new Done(
                failure == null
                    ? answer.toBuilder().setNode(node).build()
                    : Failures.answer(node, failure),
                ask.replyTo()));
  }
}
