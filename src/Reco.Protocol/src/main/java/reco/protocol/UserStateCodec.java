package reco.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import reco.internal.v1.UserStateRecord;
import reco.internal.v1.Watermark;
import reco.model.id.UserId;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.user.EventIds;
import reco.model.user.History;
import reco.model.user.ItemTimes;
import reco.model.user.Session;
import reco.model.user.UserState;
import reco.model.user.Watermarks;

/**
 * A user's state as a record and as bytes. The revision travels beside it, since the store checks
 * it without reading the bytes.
 */
public final class UserStateCodec {
  private UserStateCodec() {}

  /** The bytes of a state, with a checksum. */
  public static byte[] encode(UserState state) {
    return StateFrame.wrap(toRecord(state));
  }

  /** The state of such bytes; throws {@link CorruptStateException} where they changed. */
  public static UserState decode(byte[] bytes, long revision) {
    return fromRecord(StateFrame.unwrap(bytes), revision);
  }

  public static UserStateRecord toRecord(UserState state) {
    var record =
        UserStateRecord.newBuilder()
            .setTenant(state.user().tenant())
            .setId(state.user().id())
            .setHistory(history(state.history()))
            .setSession(session(state.session()))
            .setWatched(itemTimes(state.watched()))
            .setLikes(itemTimes(state.likes()))
            .setDislikes(itemTimes(state.dislikes()))
            .setHides(itemTimes(state.hides()))
            .setSaves(itemTimes(state.saves()))
            .setCategories(ActivitiesCodec.toRecord(state.categories()))
            .setCreators(ActivitiesCodec.toRecord(state.creators()))
            .setProfile(ProfileCodec.toRecord(state.profile()))
            .setInteractions(state.interactions())
            .setFirstSeenMillis(state.firstSeenMillis());
    state.watermarks().positions().forEach(position -> record.addWatermarks(watermark(position)));
    for (int i = 0; i < state.eventIds().size(); i++) {
      record.addEventIds(state.eventIds().hash(i));
    }
    return record.build();
  }

  /** Throws {@link CorruptStateException} where the record is no state. */
  public static UserState fromRecord(UserStateRecord stored, long revision) {
    try {
      return new UserState(
          new UserId(stored.getTenant(), stored.getId()),
          revision,
          history(stored.getHistory()),
          session(stored.getSession()),
          itemTimes(stored.getWatched(), UserState.WATCHED_CAPACITY),
          itemTimes(stored.getLikes(), UserState.OPINIONS_CAPACITY),
          itemTimes(stored.getDislikes(), UserState.OPINIONS_CAPACITY),
          itemTimes(stored.getHides(), UserState.OPINIONS_CAPACITY),
          itemTimes(stored.getSaves(), UserState.OPINIONS_CAPACITY),
          ActivitiesCodec.fromRecord(stored.getCategories()),
          ActivitiesCodec.fromRecord(stored.getCreators()),
          ProfileCodec.fromRecord(stored.getProfile()),
          watermarks(stored.getWatermarksList()),
          eventIds(stored),
          stored.getInteractions(),
          stored.getFirstSeenMillis());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new CorruptStateException("state: " + e.getMessage(), e);
    }
  }

  private static reco.internal.v1.History history(History history) {
    var record = reco.internal.v1.History.newBuilder();
    var times = new TimeDeltas();
    for (int age = 0; age < history.size(); age++) {
      record
          .addItems(history.item(age))
          .addTimes(times.encode(history.timeMillis(age)))
          .addTypes(history.type(age).ordinal())
          .addValues(history.value(age));
    }
    return record.build();
  }

  private static History history(reco.internal.v1.History stored) {
    var items = new long[stored.getItemsCount()];
    var times = new long[stored.getTimesCount()];
    var types = new byte[stored.getTypesCount()];
    var values = new float[stored.getValuesCount()];
    var deltas = new TimeDeltas();
    for (int i = 0; i < items.length; i++) {
      items[i] = stored.getItems(i);
      times[i] = deltas.decode(stored.getTimes(i));
      types[i] = (byte) Objects.checkIndex(stored.getTypes(i), InteractionType.count());
      values[i] = stored.getValues(i);
    }
    return History.of(items, times, types, values);
  }

  private static reco.internal.v1.Session session(Session session) {
    return reco.internal.v1.Session.newBuilder()
        .setStartedMillis(session.startedMillis())
        .setLastMillis(session.lastMillis())
        .setInteractions(session.interactions())
        .setSkips(session.skips())
        .setRecent(itemTimes(session.recent()))
        .build();
  }

  private static Session session(reco.internal.v1.Session stored) {
    return new Session(
        stored.getStartedMillis(),
        stored.getLastMillis(),
        stored.getInteractions(),
        stored.getSkips(),
        itemTimes(stored.getRecent(), Session.ITEMS));
  }

  private static reco.internal.v1.ItemTimes itemTimes(ItemTimes set) {
    var record = reco.internal.v1.ItemTimes.newBuilder();
    var times = new TimeDeltas();
    for (int i = 0; i < set.size(); i++) {
      record.addItems(set.item(i)).addTimes(times.encode(set.timeMillis(i)));
    }
    return record.build();
  }

  private static ItemTimes itemTimes(reco.internal.v1.ItemTimes stored, int capacity) {
    var items = new long[stored.getItemsCount()];
    var times = new long[stored.getTimesCount()];
    var deltas = new TimeDeltas();
    for (int i = 0; i < items.length; i++) {
      items[i] = stored.getItems(i);
      times[i] = deltas.decode(stored.getTimes(i));
    }
    return ItemTimes.of(capacity, items, times);
  }

  private static Watermark watermark(LogPosition position) {
    return Watermark.newBuilder()
        .setTopic(position.topic())
        .setPartition(position.partition())
        .setOffset(position.offset())
        .build();
  }

  private static Watermarks watermarks(List<Watermark> stored) {
    var positions = new ArrayList<LogPosition>(stored.size());
    for (var mark : stored) {
      positions.add(new LogPosition(mark.getTopic(), mark.getPartition(), mark.getOffset()));
    }
    return Watermarks.of(positions);
  }

  private static EventIds eventIds(UserStateRecord stored) {
    var hashes = new long[stored.getEventIdsCount()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = stored.getEventIds(i);
    }
    return EventIds.of(hashes);
  }
}
