package reco.model.features;

import java.util.Locale;
import reco.model.interaction.InteractionType;
import reco.model.user.Activities;
import reco.model.user.History;
import reco.model.user.UserState;

/** One user at one time, with the history summed up once for all features. */
final class Moment {
  final Scene scene;
  final UserState user;
  final long now;
  final int positives;
  final int ratings;
  final double ratingSum;
  final double strengthSum;
  private final int[] types = new int[InteractionType.values().length];

  Moment(Scene scene) {
    this.scene = scene;
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
  }

  History history() {
    return user.history();
  }

  /** Share of the history's interactions that are of a type. */
  double share(InteractionType type) {
    return Scale.share(types[type.ordinal()], history().size());
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
