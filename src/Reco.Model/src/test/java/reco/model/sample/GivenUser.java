package reco.model.sample;

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
import reco.model.user.UserState;

/** A user, written down by hand. */
public final class GivenUser {
  private final List<Observation> events = new ArrayList<>();

  private GivenUser() {}

  public static GivenUser anna() {
    return new GivenUser();
  }

  public GivenUser profile(String country, int age, List<String> interests) {
    return with(
        new ProfileChange(
            "profile", 1, new Profile(country, age, "", "", 0, List.copyOf(interests))));
  }

  /** An interaction with item-N, of no known category. */
  public GivenUser did(InteractionType type, int item, long timeMillis) {
    return did(type, item, "", "", timeMillis);
  }

  public GivenUser did(
      InteractionType type, int item, String category, String creator, long timeMillis) {
    var subject = Subject.of(ItemId.of("item-" + item), category, creator);
    return with(
        new Interaction("event-" + events.size(), timeMillis, type, subject, 0, Origin.UNKNOWN));
  }

  public UserState state() {
    return UserState.empty(UserId.of("anna")).apply(events);
  }

  private GivenUser with(UserEvent event) {
    events.add(new Observation(event, new LogPosition(1, 0, events.size())));
    return this;
  }
}
