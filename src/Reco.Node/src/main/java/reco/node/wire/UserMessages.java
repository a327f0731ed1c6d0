package reco.node.wire;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRefResolver;
import reco.internal.v1.Observe;
import reco.internal.v1.Observed;
import reco.internal.v1.Read;
import reco.internal.v1.ReadReply;
import reco.internal.v1.Refused;
import reco.node.user.UserActor;
import reco.protocol.Wire;

/** The messages of a user's actor. */
record UserMessages(ActorRefResolver references, Deadlines deadlines) {
  List<WireType<?, ?>> types() {
    return List.of(
        new WireType<>(
            "observe", UserActor.Observe.class, Observe.parser(), this::toWire, this::fromWire),
        new WireType<>(
            "observed",
            UserActor.Observed.class,
            Observed.parser(),
            observed -> Observed.newBuilder().setRevision(observed.revision()).build(),
            observed -> new UserActor.Observed(observed.getRevision())),
        new WireType<>("read", UserActor.Read.class, Read.parser(), this::toWire, this::fromWire),
        new WireType<>(
            "read-reply",
            UserActor.State.class,
            ReadReply.parser(),
            reply -> Wire.readReply(reply.state(), reply.stale()),
            reply -> new UserActor.State(Wire.state(reply), reply.getStale())),
        new WireType<>(
            "refused",
            UserActor.Refused.class,
            Refused.parser(),
            refused -> Refused.newBuilder().setCause(refused.cause()).build(),
            refused -> new UserActor.Refused(refused.getCause())));
  }

  private Observe toWire(UserActor.Observe observe) {
    return Wire.observe(
        observe.user(),
        observe.group(),
        observe.lineage(),
        references.toSerializationFormat(observe.replyTo()));
  }

  private UserActor.Observe fromWire(Observe observe) {
    return new UserActor.Observe(
        Wire.user(observe),
        Wire.group(observe),
        observe.getLineage(),
        references.resolveActorRef(observe.getReplyTo()));
  }

  private Read toWire(UserActor.Read read) {
    return Wire.read(
        read.user(),
        read.atLeast(),
        deadlines.toLeft(read.deadlineMillis()),
        references.toSerializationFormat(read.replyTo()));
  }

  private UserActor.Read fromWire(Read read) {
    return new UserActor.Read(
        Wire.user(read),
        Wire.atLeast(read),
        deadlines.fromLeft(read.getLeftMillis()),
        references.resolveActorRef(read.getReplyTo()));
  }
}
