package reco.model.user;

import java.util.List;
import reco.model.id.UserId;
import reco.model.interaction.Observation;

/**
 * One user's live features: immutable, bounded in size, made from the log by {@link #apply} alone.
 * The actor, the training replay and the tests share that one reducer.
 *
 * @param revision how often the record was saved; the store's compare-and-set checks it
 * @param history the last 100 interactions with items, by time
 * @param session interactions less than 30 minutes apart
 * @param watched items consumed in the last 30 days
 * @param categories what the user did per primary category
 * @param creators what the user did per creator
 * @param watermarks the highest offset applied per partition
 * @param eventIds the window of event ids that are known to be counted
 * @param interactions counted since ever
 * @param firstSeenMillis time of the earliest event, 0 where there is none
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

  /** The state of a user of whom the log says nothing. */
  public static UserState empty(UserId user) {
    throw new UnsupportedOperationException("empty " + user);
  }

  /**
   * The state after a group of this user's events, in log order. An event at or below the watermark
   * of its partition, or whose id is in the window, changes nothing but the watermark.
   */
  public UserState apply(List<Observation> group) {
    throw new UnsupportedOperationException("apply " + group.size());
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
