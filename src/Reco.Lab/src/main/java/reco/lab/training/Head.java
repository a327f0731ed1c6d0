package reco.lab.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a ranker learns to predict, in the order of the labels. */
enum Head {
  CLICK(Outcome::click, 0),
  COMPLETE(Outcome::complete, 0),
  RATING(Outcome::rating, Float.NaN),
  RATING4(Outcome::rating4, Float.NaN),
  PURCHASE(Outcome::purchase, 0),
  SKIP(Outcome::skip, Float.NaN),
  DWELL(Outcome::dwell, Float.NaN);

  private final ToDoubleFunction<Outcome> label;
  private final float sampled;

  Head(ToDoubleFunction<Outcome> label, float sampled) {
    this.label = label;
    this.sampled = sampled;
  }

  /** Names, as the model's outputs have them. */
  static List<String> names() {
    return Arrays.stream(values()).map(head -> head.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Labels of what came of an item. */
  static float[] labels(Outcome outcome) {
    var labels = new float[values().length];
    for (Head head : values()) {
      labels[head.ordinal()] = (float) head.label.applyAsDouble(outcome);
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
