package reco.gateway.service;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import reco.admin.v1.AffinityRow;
import reco.admin.v1.HistoryRow;
import reco.admin.v1.UserView;
import reco.model.interaction.LogPosition;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;
import reco.model.user.Activities;
import reco.model.user.Activities.Window;
import reco.model.user.History;
import reco.model.user.UserState;
import reco.protocol.UserStateCodec;

/** A user's state in an operator's words. */
final class UserViews {
  private final ItemCatalogue catalogue;
  private final Clock clock;

  UserViews(ItemCatalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  UserView of(UserState state) {
    long now = clock.millis();
    UserView.Builder view =
        UserView.newBuilder()
            .setUserId(state.user().id())
            .setRevision(state.revision())
            .setWatermark(state.watermarks().latest().map(LogPosition::text).orElse(""))
            .setSessionLength(state.session().length(now))
            .setWatched(state.watched().size())
            .setLikes(state.likes().size())
            .setDislikes(state.dislikes().size())
            .setHides(state.hides().size())
            .setSaves(state.saves().size())
            .setCountry(state.profile().country())
            .setAge(state.profile().age())
            .addAllInterests(state.profile().interests())
            .setInteractions(state.interactions())
            .setStoredBytes(UserStateCodec.encode(state).length);
    for (int age = 0; age < state.history().size(); age++) {
      view.addHistory(row(state.history(), age));
    }
    addRows(state.categories(), now, view::addCategories);
    addRows(state.creators(), now, view::addCreators);
    return view.build();
  }

  private HistoryRow row(History history, int age) {
    long key = history.item(age);
    return HistoryRow.newBuilder()
        .setItemId(catalogue.find(key).map(item -> item.id().id()).orElse(""))
        .setTitle(catalogue.find(key).map(Item::title).orElse(""))
        .setEvent(history.type(age).wireName())
        .setTime(Instant.ofEpochMilli(history.timeMillis(age)).toString())
        .build();
  }

  private static void addRows(Activities activities, long now, Consumer<AffinityRow> rows) {
    for (String name : activities.names(now)) {
      rows.accept(
          AffinityRow.newBuilder()
              .setName(name)
              .setAffinity(activities.affinity(name, now))
              .setLast5Min(activities.count(name, Window.FIVE_MINUTES, now))
              .setLastHour(activities.count(name, Window.HOUR, now))
              .setLastDay(activities.count(name, Window.DAY, now))
              .build());
    }
  }
}
