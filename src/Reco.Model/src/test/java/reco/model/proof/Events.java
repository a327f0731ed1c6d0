package reco.model.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.Subject;
import reco.model.user.EventIds;
import reco.model.user.UserState;

/** A small log: three users, six items, and clients that now and then send an event again. */
final class Events {
  private static final List<InteractionType> TYPES =
      List.of(
          InteractionType.CLICK,
          InteractionType.LIKE,
          InteractionType.DISLIKE,
          InteractionType.PURCHASE);
  private static final int USERS = 3;
  private static final int ITEMS = 6;
  private static final long START_MILLIS = 1_700_000_000_000L;

  private Events() {}

  static List<UserId> users() {
    return IntStream.range(0, USERS).mapToObj(i -> UserId.of("user-" + i)).toList();
  }

  /** An event's id begins with its user's. */
  static List<Observation> log(SplittableRandom random, int events) {
    List<Observation> log = new ArrayList<>();
    for (int offset = 0; offset < events; offset++) {
      boolean isRetry = offset > 0 && random.nextInt(5) == 0;
      var event =
          isRetry
              ? log.get(Math.max(0, offset - 1 - random.nextInt(8))).event()
              : interaction(random, offset);
      log.add(new Observation(event, new LogPosition(1, 0, offset)));
    }
    return log;
  }

  private static Interaction interaction(SplittableRandom random, int number) {
    var user = users().get(random.nextInt(USERS));
    var item = ItemId.of("item-" + random.nextInt(ITEMS));
    return new Interaction(
        user.id() + "/" + number,
        START_MILLIS + number * 60_000L,
        TYPES.get(random.nextInt(TYPES.size())),
        Subject.of(item, "category-" + random.nextInt(2), "creator"));
  }

  static UserId user(Observation observation) {
    return UserId.of(observation.event().eventId().split("/")[0]);
  }

  static List<Observation> of(List<Observation> log, UserId user) {
    return log.stream().filter(observation -> user(observation).equals(user)).toList();
  }

  static UserState with(UserState s, EventIds ids) {
    return new UserState(
        s.user(),
        s.revision(),
        s.history(),
        s.session(),
        s.watched(),
        s.likes(),
        s.dislikes(),
        s.hides(),
        s.saves(),
        s.categories(),
        s.creators(),
        s.profile(),
        s.watermarks(),
        ids,
        s.interactions(),
        s.firstSeenMillis());
  }
}
