package reco.protocol;

import java.util.List;
import java.util.Optional;
import reco.internal.v1.Observe;
import reco.internal.v1.ObservedEvent;
import reco.internal.v1.Read;
import reco.internal.v1.ReadReply;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.UserEvent;
import reco.model.user.UserState;

/** What the nodes of one cluster tell each other about users. */
public final class Wire {
  private static final long NO_OFFSET = -1;

  private Wire() {}

  /**
   * A group of events on its way to their user.
   *
   * @param lineage of the store from whose checkpoint the log is read
   * @param replyTo the actor's reference in Pekko's serialised form
   */
  public static Observe observe(
      UserId user, List<Observation> group, long lineage, String replyTo) {
    var message =
        Observe.newBuilder()
            .setTenant(user.tenant())
            .setUserId(user.id())
            .setLineage(lineage)
            .setReplyTo(replyTo);
    group.forEach(observation -> message.addEvents(observed(user, observation)));
    return message.build();
  }

  public static UserId user(Observe message) {
    return new UserId(message.getTenant(), message.getUserId());
  }

  public static List<Observation> group(Observe message) {
    return message.getEventsList().stream()
        .map(event -> observation(message.getTenant(), event))
        .toList();
  }

  /**
   * A question for a user's state.
   *
   * @param atLeast the position to wait for
   * @param leftMillis how long to wait, from now
   * @param replyTo the actor's reference in Pekko's serialised form
   */
  public static Read read(
      UserId user, Optional<LogPosition> atLeast, long leftMillis, String replyTo) {
    return Read.newBuilder()
        .setTenant(user.tenant())
        .setUserId(user.id())
        .setTopic(atLeast.map(LogPosition::topic).orElse(0L))
        .setPartition(atLeast.map(LogPosition::partition).orElse(0))
        .setOffset(atLeast.map(LogPosition::offset).orElse(NO_OFFSET))
        .setLeftMillis(leftMillis)
        .setReplyTo(replyTo)
        .build();
  }

  public static UserId user(Read message) {
    return new UserId(message.getTenant(), message.getUserId());
  }

  public static Optional<LogPosition> atLeast(Read message) {
    return message.getOffset() == NO_OFFSET
        ? Optional.empty()
        : Optional.of(
            new LogPosition(message.getTopic(), message.getPartition(), message.getOffset()));
  }

  /**
   * The answer to it.
   *
   * @param stale whether the position asked for was not reached in time
   */
  public static ReadReply readReply(UserState state, boolean stale) {
    return ReadReply.newBuilder()
        .setState(UserStateCodec.toRecord(state))
        .setRevision(state.revision())
        .setStale(stale)
        .build();
  }

  public static UserState state(ReadReply message) {
    return UserStateCodec.fromRecord(message.getState(), message.getRevision());
  }

  private static ObservedEvent observed(UserId user, Observation observation) {
    var position = observation.position();
    var event = observation.event();
    var message =
        ObservedEvent.newBuilder()
            .setTopic(position.topic())
            .setPartition(position.partition())
            .setOffset(position.offset())
            .setEventId(event.eventId())
            .setTimeMillis(event.timeMillis());
    switch (event) {
      case Interaction interaction -> message.setInteraction(EventCodec.encode(user, interaction));
      case ProfileChange change -> message.setProfile(ProfileCodec.encode(change.profile()));
    }
    return message.build();
  }

  private static Observation observation(String tenant, ObservedEvent message) {
    return new Observation(
        event(tenant, message),
        new LogPosition(message.getTopic(), message.getPartition(), message.getOffset()));
  }

  private static UserEvent event(String tenant, ObservedEvent message) {
    return switch (message.getChangeCase()) {
      case INTERACTION -> EventCodec.interaction(tenant, message.getInteraction());
      case PROFILE ->
          new ProfileChange(
              message.getEventId(),
              message.getTimeMillis(),
              ProfileCodec.profile(message.getProfile()));
      case CHANGE_NOT_SET ->
          throw new IllegalArgumentException("observed event: got no change, expected one");
    };
  }
}
