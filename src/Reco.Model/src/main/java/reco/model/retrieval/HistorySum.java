package reco.model.retrieval;

import reco.model.user.UserState;

/** The weighted sum of a user's recent positive items, newest first, each item once. */
final class HistorySum {
  private final ItemVectors vectors;
  private final QueryRule rule;
  private final long[] taken;
  private final float[] sum;
  private int count;
  private float decay = 1;

  HistorySum(ItemVectors vectors, QueryRule rule) {
    this.vectors = vectors;
    this.rule = rule;
    this.taken = new long[rule.history()];
    this.sum = new float[vectors.dimension()];
  }

  /**
   * Adds the history.
   *
   * @param lastItem the item that the visitor is at, the newest of all; 0: none
   */
  void add(UserState user, long lastItem) {
    if (lastItem != 0) {
      take(lastItem, weightNow(user, lastItem));
    }
    var history = user.history();
    for (int age = 0; age < history.size() && count < taken.length; age++) {
      if (history.strength(age) > 0) {
        take(history.item(age), rule.weight(user, age));
      }
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  float[] value() {
    return sum;
  }

  private void take(long item, float weight) {
    if (vectors.has(item) && !isTaken(item)) {
      vectors.addTo(sum, item, weight * decay);
      taken[count++] = item;
      decay *= rule.decay();
    }
  }

  private boolean isTaken(long item) {
    for (int i = 0; i < count; i++) {
      if (taken[i] == item) {
        return true;
      }
    }
    return false;
  }

  private float weightNow(UserState user, long item) {
    var history = user.history();
    for (int age = 0; age < history.size(); age++) {
      if (history.item(age) == item && history.strength(age) > 0) {
        return rule.weight(user, age);
      }
    }
    return rule.weightOfVisit();
  }
}
