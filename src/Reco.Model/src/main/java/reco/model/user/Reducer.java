package reco.model.user;

import reco.model.id.Hashes;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Observation;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.UserEvent;
import reco.model.profile.Profile;

/** A state in the making: takes one event after the other, then gives the state. */
final class Reducer {
  private final UserState before;

  private History history;
  private Session session;
  private ItemTimes watched;
  private ItemTimes likes;
  private ItemTimes dislikes;
  private ItemTimes hides;
  private ItemTimes saves;
  private Activities categories;
  private Activities creators;
  private Profile profile;
  private Watermarks watermarks;
  private EventIds eventIds;
  private long interactions;
  private long firstSeenMillis;

  Reducer(UserState before) {
    this.before = before;
    history = before.history();
    session = before.session();
    watched = before.watched();
    likes = before.likes();
    dislikes = before.dislikes();
    hides = before.hides();
    saves = before.saves();
    categories = before.categories();
    creators = before.creators();
    profile = before.profile();
    watermarks = before.watermarks();
    eventIds = before.eventIds();
    interactions = before.interactions();
    firstSeenMillis = before.firstSeenMillis();
  }

  void apply(Observation observation) {
    if (watermarks.reached(observation.position())) {
      return;
    }
    watermarks = watermarks.with(observation.position());
    switch (observation.event()) {
      case Interaction interaction -> {
        if (interaction.type() != InteractionType.IMPRESSION && isFirst(interaction)) {
          observe(interaction);
        }
      }
      case ProfileChange change -> {
        if (isFirst(change)) {
          profile = profile.with(change.profile());
        }
      }
    }
  }

  /** Whether its id has not been counted; from now on it is. */
  private boolean isFirst(UserEvent event) {
    long hash = Hashes.hash(event.eventId());
    if (eventIds.contains(hash)) {
      return false;
    }
    eventIds = eventIds.with(hash);
    firstSeenMillis =
        firstSeenMillis == 0 ? event.timeMillis() : Math.min(firstSeenMillis, event.timeMillis());
    return true;
  }

  private void observe(Interaction interaction) {
    session = session.with(interaction);
    if (interaction.type().needsItem()) {
      interactions++;
      history = history.with(interaction);
      categories = touched(categories, interaction.subject().category(), interaction);
      creators = touched(creators, interaction.subject().creator(), interaction);
      sort(interaction.type(), interaction.item(), interaction.timeMillis());
    }
  }

  private static Activities touched(Activities rows, String name, Interaction interaction) {
    return name.isEmpty()
        ? rows
        : rows.with(name, interaction.timeMillis(), interaction.strength());
  }

  /** Puts the item in the sets that its type belongs to. */
  private void sort(InteractionType type, long item, long timeMillis) {
    switch (type) {
      case WATCH, WATCH_COMPLETE, RATING, PURCHASE -> watched = watched.with(item, timeMillis);
      case LIKE -> {
        if (!dislikes.contains(item, timeMillis + 1)) {
          likes = likes.with(item, timeMillis);
          dislikes = dislikes.without(item);
        }
      }
      case DISLIKE -> {
        if (!likes.contains(item, timeMillis + 1)) {
          dislikes = dislikes.with(item, timeMillis);
          likes = likes.without(item);
        }
      }
      case HIDE, NOT_INTERESTED -> hides = hides.with(item, timeMillis);
      case SAVE -> saves = saves.with(item, timeMillis);
      case IMPRESSION, CLICK, VIEW, SKIP, CART, SEARCH, SHARE -> {}
    }
  }

  /** The state; the very one it began with where every event had been applied. */
  UserState state() {
    return watermarks == before.watermarks()
        ? before
        : new UserState(
            before.user(),
            before.revision(),
            history,
            session,
            watched,
            likes,
            dislikes,
            hides,
            saves,
            categories,
            creators,
            profile,
            watermarks,
            eventIds,
            interactions,
            firstSeenMillis);
  }
}
