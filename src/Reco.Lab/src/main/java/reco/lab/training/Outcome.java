package reco.lab.training;

import reco.model.interaction.Interaction;

/** What came of showing an item to a user: the labels of its row. */
final class Outcome {
  private static final float UNKNOWN = Float.NaN;
  private static final float LIKED_FROM_STARS = 4;

  private boolean taken;
  private boolean liked;
  private boolean rejected;
  private float stars = UNKNOWN;

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
  }

  /** 1 where the user took the item in any way, else 0. */
  float click() {
    return taken ? 1 : 0;
  }

  /**
   * 1 where the user rated it 4 or more, else liked, completed or bought it; 0 where they rated it
   * lower, rejected or passed it; NaN where they took it and said nothing.
   */
  float rating4() {
    if (!Float.isNaN(stars)) {
      return stars >= LIKED_FROM_STARS ? 1 : 0;
    }
    if (rejected || !taken) {
      return 0;
    }
    return liked ? 1 : UNKNOWN;
  }
}
