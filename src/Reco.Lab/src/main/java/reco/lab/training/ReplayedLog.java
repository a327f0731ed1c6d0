package reco.lab.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reco.lab.data.UserInteraction;
import reco.model.counting.ItemSide;
import reco.model.id.UserId;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.UserEvent;
import reco.model.item.ItemStatistics;
import reco.model.item.StatisticsSettings;
import reco.model.item.UserNeighbours;
import reco.model.profile.Profile;
import reco.model.retrieval.RecentItems;
import reco.model.user.UserState;

/**
 * Users and items as they were after each event: the reducer and the item side of the live system.
 */
public final class ReplayedLog {
  private static final long TOPIC = 1;
  private static final int PARTITION = 0;

  /** A live system refreshes each second; the lists hardly change in five minutes. */
  private static final long REFRESH_MILLIS = 5 * 60_000;

  private final Map<UserId, UserState> users = new HashMap<>();
  private final ItemSide items;
  private long offset;
  private long refreshedMillis = Long.MIN_VALUE;

  public ReplayedLog(Map<UserId, Profile> profiles, long startMillis, StatisticsSettings counting) {
    items = new ItemSide(counting);
    profiles.forEach((user, profile) ->
        apply(user, new ProfileChange("profile-" + user.id(), startMillis, profile)));
  }

  public void apply(UserInteraction entry) {
    apply(entry.user(), entry.interaction());
  }

  private void apply(UserId user, UserEvent event) {
    var observation = new Observation(event, new LogPosition(TOPIC, PARTITION, offset++));
    UserState state = user(user).apply(List.of(observation));
    users.put(user, state);
    items.apply(user, event);
    items.neighbours().put(user, RecentItems.of(state, 0, UserNeighbours.HISTORY));
  }

  UserState user(UserId user) {
    UserState state = users.get(user);
    return state == null ? UserState.empty(user) : state;
  }

  /** What was counted, with ranked lists a few minutes old at most. */
  public ItemStatistics statistics(long nowMillis) {
    if (refreshedMillis == Long.MIN_VALUE || nowMillis - refreshedMillis >= REFRESH_MILLIS) {
      refreshedMillis = nowMillis;
      return items.ranked(nowMillis);
    }
    return items.published(nowMillis);
  }
}
