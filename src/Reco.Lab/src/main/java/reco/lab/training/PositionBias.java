package reco.lab.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reco.lab.data.UserInteraction;
import reco.model.interaction.Interaction;
import reco.model.interaction.Origin;

/**
 * How much less the lower places of a slate are looked at. Estimated by intervention harvesting
 * (Agarwal, Zaitsev, Wang, Li, Najork, Joachims 2019): an item that stood at one place for some and
 * at the next for others is taken as often by all who look, so that the ratio of its rates is the
 * ratio of the looks.
 *
 * <p>A row of an item that was taken weighs the inverse of its place's propensity (Joachims,
 * Swaminathan, Schnabel 2017): it stands for those who would have taken it and did not look.
 */
final class PositionBias {
  /** Nothing is known of places: all rows weigh the same. */
  static final PositionBias NONE = new PositionBias(new double[0]);

  private static final int PLACES = 50;

  /** Weights above it would let a few rows decide. */
  private static final double MOST = 10;

  /** Clicks at either of two places, of the same items, from which on their ratio is believed. */
  private static final double FEWEST_CLICKS = 50;

  private final double[] propensities;

  private PositionBias(double[] propensities) {
    this.propensities = propensities;
  }

  /** Chance that a place is looked at, the first one's being 1; past the last known as there. */
  double propensity(int place) {
    if (place == Origin.NOWHERE || propensities.length == 0) {
      return 1;
    }
    return propensities[Math.min(place, propensities.length - 1)];
  }

  /** What a row counts, from 1. */
  float weight(int place, boolean taken) {
    return taken ? (float) Math.min(MOST, 1 / propensity(place)) : 1;
  }

  /** Shown and taken, by place. */
  private static final class Shown {
    final int[] times = new int[PLACES];
    final int[] taken = new int[PLACES];
  }

  /** From what was shown at known places of a log, and what came of it. */
  static PositionBias estimate(List<UserInteraction> log, List<Exposure> exposures) {
    Map<Long, Shown> items = new HashMap<>();
    for (Exposure each : exposures) {
      Interaction first = log.get(each.index()).interaction();
      int place = first.origin().position();
      if (place >= 0 && place < PLACES && each.isShown(first)) {
        Shown shown = items.computeIfAbsent(first.item(), _ -> new Shown());
        shown.times[place]++;
        shown.taken[place] += each.outcome().click() > 0 ? 1 : 0;
      }
    }
    if (items.isEmpty()) {
      return NONE;
    }
    var propensities = new double[PLACES];
    propensities[0] = 1;
    for (int place = 1; place < PLACES; place++) {
      propensities[place] = propensities[place - 1] * ratio(items, place);
    }
    return new PositionBias(propensities);
  }

  /** Looks at a place over those at the one before; 1 where too little is known. */
  private static double ratio(Map<Long, Shown> items, int place) {
    double before = 0;
    double here = 0;
    double clicks = 0;
    for (Shown item : items.values()) {
      int pairs = Math.min(item.times[place - 1], item.times[place]);
      if (pairs > 0) {
        before += (double) pairs * item.taken[place - 1] / item.times[place - 1];
        here += (double) pairs * item.taken[place] / item.times[place];
        clicks += Math.min(pairs, item.taken[place - 1] + item.taken[place]);
      }
    }
    return clicks < FEWEST_CLICKS || before == 0 ? 1 : Math.min(1, here / before);
  }

  @Override
  public String toString() {
    return "PositionBias" + Arrays.toString(propensities);
  }
}
