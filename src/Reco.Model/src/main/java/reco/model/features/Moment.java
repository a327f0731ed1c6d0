package reco.model.features;

import java.util.Locale;
import reco.model.interaction.InteractionType;
import reco.model.user.Activities;
import reco.model.user.History;
import reco.model.user.UserState;

/** One user at one time, with the history summed up once for all features. */
final class Moment {
  private static final long A_DAY = 24 * 60 * 60_000L;
  private static final long NEAR_MILLIS = A_DAY / 12;

  final Scene scene;
  final Past past;
  final UserState user;
  final long now;
  final int positives;
  final int ratings;
  final double ratingSum;
  final double strengthSum;
  final Stars stars;
  private final int[] types = new int[InteractionType.values().length];

  Moment(Scene scene, Past past) {
    this.scene = scene;
    this.past = past;
    this.user = scene.user();
    this.now = scene.nowMillis();
    var history = user.history();
    int positive = 0;
    double ratingTotal = 0;
    double strengths = 0;
    for (int age = 0; age < history.size(); age++) {
      var type = history.type(age);
      types[type.ordinal()]++;
      positive += history.strength(age) > 0 ? 1 : 0;
      ratingTotal += type == InteractionType.RATING ? history.value(age) : 0;
      strengths += history.strength(age);
    }
    this.positives = positive;
    this.ratings = types[InteractionType.RATING.ordinal()];
    this.ratingSum = ratingTotal;
    this.strengthSum = strengths;
    this.stars = new Stars(history);
  }

  History history() {
    return user.history();
  }

  /** Share of the history's interactions that are of a type. */
  double share(InteractionType type) {
    return Scale.share(types[type.ordinal()], history().size());
  }

  /** Whether the newest interaction is of a type. */
  boolean lastIs(InteractionType type) {
    return history().size() > 0 && history().type(0) == type;
  }

  /** Mean strength of the interactions from one age to before another; 0 where there is none. */
  double strength(int from, int to) {
    int end = Math.min(to, history().size());
    double sum = 0;
    for (int age = from; age < end; age++) {
      sum += history().strength(age);
    }
    return Scale.share(sum, Math.max(0, end - from));
  }

  /** Share of the history that happened within two hours of this time of day. */
  double timeOfDayShare() {
    int near = 0;
    for (int age = 0; age < history().size(); age++) {
      long apart = Math.floorMod(now - history().timeMillis(age), A_DAY);
      near += Math.min(apart, A_DAY - apart) <= NEAR_MILLIS ? 1 : 0;
    }
    return Scale.share(near, history().size());
  }

  /** Share of the newest interactions with an item that is met again among them. */
  double repeatShare() {
    int seen = Math.min(Past.LENGTH, history().size());
    return Scale.share(seen - Past.keys(history()).length, seen);
  }

  /** Of the interactions that have a duration. */
  double meanSeconds() {
    double seconds = 0;
    int count = 0;
    for (int age = 0; age < history().size(); age++) {
      if (history().type(age).hasDuration()) {
        seconds += history().value(age);
        count++;
      }
    }
    return Scale.share(seconds, count);
  }

  /** Since the interaction of some age; 0 where there is none. */
  long sinceMillis(int age) {
    return age >= 0 && age < history().size() ? now - history().timeMillis(age) : 0;
  }

  /** The strongest affinity, 0 where none is positive. */
  double strongest(Activities activities) {
    double strongest = 0;
    for (int i = 0; i < activities.size(); i++) {
      strongest = Math.max(strongest, activities.get(i).affinity(now));
    }
    return strongest;
  }

  /** Sum of the positive affinities. */
  double positive(Activities activities) {
    double sum = 0;
    for (int i = 0; i < activities.size(); i++) {
      sum += Math.max(0, activities.get(i).affinity(now));
    }
    return sum;
  }

  /** Interactions within a window, over all names. */
  int count(Activities activities, Activities.Window window) {
    int count = 0;
    for (int i = 0; i < activities.size(); i++) {
      count += activities.get(i).count(window, now);
    }
    return count;
  }

  boolean isOn(String kindOfDevice) {
    return scene.device().toLowerCase(Locale.ROOT).contains(kindOfDevice);
  }
}
