package reco.model.item;

import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.Origin;
import reco.model.interaction.Subject;

/** Writes events into statistics, one log partition of one topic. */
final class Events {
  private static final long TOPIC = 7;

  private final ItemStatistics statistics;
  private long offset;

  Events(ItemStatistics statistics) {
    this.statistics = statistics;
  }

  void apply(String user, InteractionType type, long item, long timeMillis) {
    apply(user, type, item, 0, timeMillis, "event-" + offset);
  }

  void rate(String user, long item, float stars, long timeMillis) {
    apply(user, InteractionType.RATING, item, stars, timeMillis, "event-" + offset);
  }

  void apply(
      String user, InteractionType type, long item, float value, long timeMillis, String eventId) {
    statistics.apply(
        UserId.of(user), observation(type, item, value, timeMillis, eventId, offset++));
  }

  static Observation observation(
      InteractionType type, long item, float value, long timeMillis, String eventId, long offset) {
    return new Observation(
        new Interaction(
            eventId, timeMillis, type, new Subject(item, "", "", ""), value, Origin.UNKNOWN),
        new LogPosition(TOPIC, 0, offset));
  }
}
