package reco.lab.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a ranker learns to predict, in the order of the labels. */
enum Head {
  CLICK(0),
  COMPLETE(0),
  RATING(Float.NaN),
  RATING4(Float.NaN),
  PURCHASE(0),
  SKIP(Float.NaN),
  DWELL(Float.NaN);

  private final float sampled;

  Head(float sampled) {
    this.sampled = sampled;
  }

  private float label(Outcome outcome) {
    return switch (this) {
      case CLICK -> outcome.click();
      case COMPLETE -> outcome.complete();
      case RATING -> outcome.rating();
      case RATING4 -> outcome.rating4();
      case PURCHASE -> outcome.purchase();
      case SKIP -> outcome.skip();
      case DWELL -> outcome.dwell();
    };
  }

  /** Names, as the model's outputs have them. */
  static List<String> names() {
    return Arrays.stream(values()).map(head -> head.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Labels of what came of an item. */
  static float[] labels(Outcome outcome) {
    var labels = new float[values().length];
    for (Head head : values()) {
      labels[head.ordinal()] = head.label(outcome);
    }
    return labels;
  }

  /** Labels of an item that nobody is known to have seen: what did not happen, did not. */
  static float[] ofSampled() {
    var labels = new float[values().length];
    for (Head head : values()) {
      labels[head.ordinal()] = head.sampled;
    }
    return labels;
  }
}
