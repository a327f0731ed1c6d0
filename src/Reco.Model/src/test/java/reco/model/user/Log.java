package reco.model.user;

import java.util.ArrayList;
import java.util.List;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.Origin;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.Subject;
import reco.model.interaction.UserEvent;
import reco.model.profile.Profile;

/** One partition of a log, written by a test in the words of the domain. */
final class Log {
  static final UserId USER = UserId.of("ada");
  static final long NOON = 1_780_000_000_000L;
  static final long MINUTE = 60_000L;
  static final long DAY = 24 * 60 * MINUTE;

  private final List<Observation> observations = new ArrayList<>();

  static long key(String item) {
    return ItemId.of(item).key();
  }

  static LogPosition position(long offset) {
    return new LogPosition(7, 3, offset);
  }

  /** An event at the next offset, its id made from the offset. */
  Log event(long time, InteractionType type, String item) {
    return event(time, type, item, 0f);
  }

  Log event(long time, InteractionType type, String item, float value) {
    return event("event-" + observations.size(), time, type, item, value);
  }

  Log event(String id, long time, InteractionType type, String item, float value) {
    var subject = item.isEmpty() ? Subject.NONE : Subject.of(ItemId.of(item), "jazz", "of-" + item);
    return add(new Interaction(id, time, type, subject, value, Origin.UNKNOWN));
  }

  Log profile(long time, Profile profile) {
    return add(new ProfileChange("event-" + observations.size(), time, profile));
  }

  private Log add(UserEvent event) {
    observations.add(new Observation(event, position(observations.size())));
    return this;
  }

  List<Observation> all() {
    return List.copyOf(observations);
  }

  UserState state() {
    return UserState.empty(USER).apply(observations);
  }
}
