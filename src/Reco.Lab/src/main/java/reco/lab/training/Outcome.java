package reco.lab.training;

import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;

/**
 * What came of showing an item to a user: the labels of its row, each 0 to 1, NaN where nothing is
 * known. What may happen to whatever is shown (a click, a completion, a purchase) is 0 where it did
 * not; what only who took the item can say (stars, seconds) is unknown where they did not.
 */
final class Outcome {
  private static final float UNKNOWN = Float.NaN;
  private static final float LIKED_FROM_STARS = 4;
  private static final float MOST_STARS = 5;
  private static final float SKIPPED_BELOW_SECONDS = 10;
  private static final double LONGEST_SECONDS = 3_600;

  private boolean taken;
  private boolean liked;
  private boolean rejected;
  private boolean started;
  private boolean completed;
  private boolean purchased;
  private boolean skipped;
  private float stars = UNKNOWN;
  private float seconds = UNKNOWN;

  void add(Interaction interaction) {
    switch (interaction.type()) {
      case CLICK, VIEW, WATCH, SAVE, CART, SHARE -> taken = true;
      case WATCH_COMPLETE, LIKE, PURCHASE -> {
        taken = true;
        liked = true;
      }
      case RATING -> {
        taken = true;
        stars = interaction.value();
      }
      case DISLIKE, HIDE, NOT_INTERESTED -> rejected = true;
      case IMPRESSION, SKIP, SEARCH -> {}
    }
    completed |= interaction.type() == InteractionType.WATCH_COMPLETE;
    purchased |= interaction.type() == InteractionType.PURCHASE;
    if (interaction.type().hasDuration()) {
      started = true;
      if (interaction.value() > 0) {
        seconds =
            Float.isNaN(seconds) ? interaction.value() : Math.max(seconds, interaction.value());
      }
      skipped |= interaction.type() == InteractionType.SKIP;
    }
  }

  /** 1 where the user took the item in any way, else 0. */
  float click() {
    return flag(taken);
  }

  /**
   * 1 where the user went to its end; NaN where they are only known to have judged or bought it.
   */
  float complete() {
    return completed || started || !taken ? flag(completed) : UNKNOWN;
  }

  /** 1 where the user bought it, else 0. */
  float purchase() {
    return flag(purchased);
  }

  /** 1 where the user left it within ten seconds; NaN where it is not known that they began. */
  float skip() {
    if (!started) {
      return UNKNOWN;
    }
    return flag(skipped && !taken && !(seconds >= SKIPPED_BELOW_SECONDS));
  }

  /**
   * Seconds spent with it on the scale of ln(1 + s), 1 from an hour on; NaN where none is known.
   */
  float dwell() {
    return (float) Math.min(1, Math.log1p(seconds) / Math.log1p(LONGEST_SECONDS));
  }

  /** Stars, from 0 for one to 1 for five; NaN where it was not rated. */
  float rating() {
    return Math.clamp((stars - 1) / (MOST_STARS - 1), 0, 1);
  }

  /**
   * 1 where the user rated it 4 or more, else liked, completed or bought it; 0 where they rated it
   * lower, rejected or skipped it; NaN where they said nothing.
   */
  float rating4() {
    if (!Float.isNaN(stars)) {
      return stars >= LIKED_FROM_STARS ? 1 : 0;
    }
    if (rejected || (started && !taken)) {
      return 0;
    }
    return liked ? 1 : UNKNOWN;
  }

  private static float flag(boolean value) {
    return value ? 1 : 0;
  }
}
