package reco.model.user;

import java.util.List;
import reco.model.id.UserId;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Observation;
import reco.model.profile.Profile;

/**
 * One user's live features: immutable, bounded in size, made from the log by {@link #apply} alone.
 * The actor, the training replay and the tests share that one reducer.
 *
 * <p>What an event does:
 *
 * <ul>
 *   <li>an impression moves the watermark and nothing else; it takes no place among the event ids,
 *       since counting it twice changes nothing;
 *   <li>a search keeps the session alive;
 *   <li>every other interaction joins history and session and counts for its category and creator;
 *   <li>one that {@linkplain InteractionType#consumes() consumes} also joins watched;
 *   <li>a like, a dislike, a save join the set of their name, a hide and a not-interested the
 *       hides; of like and dislike of one item the later one stands;
 *   <li>a profile change replaces the fields that it sets, in the order of the log.
 * </ul>
 *
 * @param revision how often the record was saved; the store's compare-and-set checks it; -1 for a
 *     state that could not be read
 * @param history the last 100 interactions with items, by time
 * @param session interactions less than 30 minutes apart
 * @param watched items consumed; {@link #hasWatched} knows which of them still count
 * @param likes items liked and not disliked since
 * @param dislikes items disliked and not liked since
 * @param hides items hidden, or said to be of no interest
 * @param saves items saved
 * @param categories what the user did per primary category
 * @param creators what the user did per creator
 * @param watermarks the highest offset applied per partition
 * @param eventIds the window of event ids that are known to be counted
 * @param interactions with items, counted since ever
 * @param firstSeenMillis time of the earliest event that counted, 0 where there is none
 */
public record UserState(
    UserId user,
    long revision,
    History history,
    Session session,
    ItemTimes watched,
    ItemTimes likes,
    ItemTimes dislikes,
    ItemTimes hides,
    ItemTimes saves,
    Activities categories,
    Activities creators,
    Profile profile,
    Watermarks watermarks,
    EventIds eventIds,
    long interactions,
    long firstSeenMillis) {

  public static final int WATCHED_CAPACITY = 300;

  /** Of likes, dislikes, hides and saves, each. */
  public static final int OPINIONS_CAPACITY = 200;

  /** How long an item counts as watched. */
  public static final long WATCHED_MILLIS = 30 * 24 * 60 * 60_000L;

  /** Revision of a state that could not be read. */
  private static final long UNREAD = -1;

  /**
   * What there is to decide from where a user's state could not be read in time: nothing, and not
   * even that there is nothing.
   */
  public static UserState unread(UserId user) {
    return empty(user).withRevision(UNREAD);
  }

  /** Whether it stands for a state that could not be read. */
  public boolean isUnread() {
    return revision == UNREAD;
  }

  /** The state of a user of whom the log says nothing. */
  public static UserState empty(UserId user) {
    var opinions = ItemTimes.empty(OPINIONS_CAPACITY);
    return new UserState(
        user,
        0,
        History.EMPTY,
        Session.NONE,
        ItemTimes.empty(WATCHED_CAPACITY),
        opinions,
        opinions,
        opinions,
        opinions,
        Activities.EMPTY,
        Activities.EMPTY,
        Profile.UNKNOWN,
        Watermarks.EMPTY,
        EventIds.EMPTY,
        0,
        0);
  }

  /**
   * The state after a group of this user's events, in log order. An event at or below the watermark
   * of its partition, or whose id is in the window, changes nothing but the watermark; this very
   * state where nothing changed. The revision stays.
   */
  public UserState apply(List<Observation> group) {
    var reducer = new Reducer(this);
    for (var observation : group) {
      reducer.apply(observation);
    }
    return reducer.state();
  }

  /** Whether the user consumed the item in the last 30 days. */
  public boolean hasWatched(long item, long nowMillis) {
    return watched.contains(item, nowMillis - WATCHED_MILLIS);
  }

  public UserState withRevision(long newRevision) {
    return new UserState(
        user,
        newRevision,
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
