package reco.protocol;

import java.util.List;
import java.util.Random;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.Origin;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.Subject;
import reco.model.profile.Profile;
import reco.model.user.UserState;

/** States that the reducer made from seeded logs. */
final class States {
  static final UserId USER = UserId.of("user-4711");
  static final long NOW = 1_780_000_000_000L;

  private static final InteractionType[] EVERYDAY = {
    InteractionType.CLICK,
    InteractionType.CLICK,
    InteractionType.VIEW,
    InteractionType.VIEW,
    InteractionType.WATCH,
    InteractionType.WATCH_COMPLETE,
    InteractionType.SKIP,
    InteractionType.LIKE
  };
  private static final InteractionType[] SORTED = {
    InteractionType.PURCHASE,
    InteractionType.LIKE,
    InteractionType.DISLIKE,
    InteractionType.HIDE,
    InteractionType.SAVE
  };

  private States() {}

  /** Some interactions of any type. */
  static UserState random(long seed, int interactions) {
    var random = new Random(seed);
    var state = UserState.empty(USER).withRevision(random.nextInt(1_000));
    for (int i = 0; i < interactions; i++) {
      var type = InteractionType.ofOrdinal(random.nextInt(InteractionType.count()));
      long time = NOW - random.nextInt(1_000_000_000);
      state = observe(state, i, time, type, "item-" + random.nextInt(300), 1, random);
    }
    return state.apply(List.of(profile(interactions)));
  }

  /**
   * A user like many: 320 interactions in a month, of which the history holds the last 100, in
   * sittings of eight, with 120 items of 12 categories and 24 creators.
   */
  static UserState typical() {
    var random = new Random(42);
    var state = UserState.empty(USER).apply(List.of(profile(0)));
    for (int i = 0; i < 320; i++) {
      long sitting = NOW - (320 - i) / 8 * 64_800_000L;
      var type = EVERYDAY[random.nextInt(EVERYDAY.length)];
      long time = sitting + i % 8 * 187_654L;
      state = observe(state, i + 1, time, type, "item-" + random.nextInt(120), 1, random);
    }
    return state;
  }

  /** Every part full, every name and number as long as it may be, every tile in use. */
  static UserState worst() {
    var user = new UserId("t".repeat(64), "u".repeat(128));
    var random = new Random(7);
    var state = UserState.empty(user);
    for (int i = 0; i < 20_000; i++) {
      long time = NOW + i * 10_007L;
      var type = SORTED[i % SORTED.length];
      state = observe(state, i, time, type, "item-" + i, 110, random);
    }
    for (int partition = 1; partition < 8; partition++) {
      var position = new LogPosition(random.nextLong(), Integer.MAX_VALUE - 8, Long.MAX_VALUE - 1);
      var impression =
          interaction(NOW, InteractionType.IMPRESSION, "item", 110, random, "p" + partition);
      state = state.apply(List.of(new Observation(impression, position)));
    }
    var interests = random.ints(10).mapToObj(i -> "%0128d".formatted(i)).toList();
    var longest = new Profile("NO", 130, "l".repeat(35), "s".repeat(64), Long.MAX_VALUE, interests);
    return state.apply(
        List.of(
            new Observation(
                new ProfileChange("profile", NOW, longest),
                new LogPosition(random.nextLong(), 1, Long.MAX_VALUE))));
  }

  private static UserState observe(
      UserState state,
      int offset,
      long time,
      InteractionType type,
      String item,
      int width,
      Random random) {
    var interaction = interaction(time, type, item, width, random, "event-" + offset);
    return state.apply(List.of(new Observation(interaction, new LogPosition(1L << 60, 5, offset))));
  }

  private static Interaction interaction(
      long time, InteractionType type, String item, int width, Random random, String eventId) {
    int hash = item.hashCode() & 0xffff;
    var category = "category-" + "-".repeat(width) + hash % (width == 1 ? 12 : 24);
    var creator = "creator-" + "-".repeat(width) + hash % 24;
    var subject = type.needsItem() ? Subject.of(ItemId.of(item), category, creator) : Subject.NONE;
    float value = type.hasDuration() || type == InteractionType.RATING ? random.nextFloat() * 5 : 0;
    return new Interaction(eventId, time, type, subject, value, Origin.UNKNOWN);
  }

  private static Observation profile(int offset) {
    var profile = new Profile("NO", 34, "nb-NO", "gold", 1_700_000_000, List.of("jazz", "folk"));
    return new Observation(
        new ProfileChange("profile", NOW, profile), new LogPosition(1L << 60, 5, offset));
  }
}
