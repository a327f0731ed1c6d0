package reco.node.wire;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRefResolver;
import reco.admin.v1.NodeAnswer;
import reco.internal.v1.AskNode;
import reco.node.operator.OperatorActor;

/** The messages of an operator's actor. */
record OperatorMessages(ActorRefResolver references) {
  List<WireType<?, ?>> types() {
    return List.of(
        new WireType<>(
            "ask-node", OperatorActor.Ask.class, AskNode.parser(), this::toWire, this::fromWire),
        new WireType<>(
            "node-answer",
            OperatorActor.Answer.class,
            NodeAnswer.parser(),
            OperatorActor.Answer::answer,
            OperatorActor.Answer::new));
  }

  private AskNode toWire(OperatorActor.Ask ask) {
    return ask.request().toBuilder()
        .setReplyTo(references.toSerializationFormat(ask.replyTo()))
        .build();
  }

  private OperatorActor.Ask fromWire(AskNode ask) {
    return new OperatorActor.Ask(
        ask.toBuilder().clearReplyTo().build(), references.resolveActorRef(ask.getReplyTo()));
  }
}
