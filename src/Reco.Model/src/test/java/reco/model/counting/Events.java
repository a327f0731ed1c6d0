package reco.model.counting;

import java.util.List;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Origin;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.Subject;
import reco.model.item.StatisticsSettings;
import reco.model.profile.Profile;

/** Writes events into an item side, in order. */
final class Events {
  final ItemSide side;
  private int count;

  Events() {
    this(StatisticsSettings.STANDARD);
  }

  Events(StatisticsSettings settings) {
    side = new ItemSide(settings);
  }

  void apply(String user, InteractionType type, long item, long timeMillis) {
    apply(user, type, item, 0, timeMillis, "event-" + count);
  }

  void rate(String user, long item, float stars, long timeMillis) {
    apply(user, InteractionType.RATING, item, stars, timeMillis, "event-" + count);
  }

  void apply(
      String user, InteractionType type, long item, float value, long timeMillis, String eventId) {
    count++;
    side.apply(UserId.of(user), interaction(type, item, value, timeMillis, eventId));
  }

  void move(String user, String country, long timeMillis) {
    side.apply(UserId.of(user), profile(country, timeMillis));
  }

  static Interaction interaction(
      InteractionType type, long item, float value, long timeMillis, String eventId) {
    return new Interaction(
        eventId, timeMillis, type, new Subject(item, "", "", ""), value, Origin.UNKNOWN);
  }

  static ProfileChange profile(String country, long timeMillis) {
    return new ProfileChange(
        "moved-" + timeMillis, timeMillis, new Profile(country, 0, "", "", 0, List.of()));
  }
}
