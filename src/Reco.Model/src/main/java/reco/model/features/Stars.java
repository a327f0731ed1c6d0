package reco.model.features;

import java.util.Arrays;
import reco.model.interaction.InteractionType;
import reco.model.user.History;

/** The ratings of a history, newest first; the middle of the scale stands for none. */
final class Stars {
  private static final double MIDDLE = 3.5;

  private final double[] values;

  Stars(History history) {
    var found = new double[history.size()];
    int count = 0;
    for (int age = 0; age < found.length; age++) {
      if (history.type(age) == InteractionType.RATING) {
        found[count++] = history.value(age);
      }
    }
    values = Arrays.copyOf(found, count);
  }

  double last() {
    return mean(1);
  }

  /** Of the newest ones. */
  double mean(int newest) {
    int count = Math.min(newest, values.length);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return count == 0 ? MIDDLE : sum / count;
  }

  /** Standard deviation; 0 of fewer than two. */
  double deviation() {
    double mean = mean(values.length);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return values.length < 2 ? 0 : Math.sqrt(sum / values.length);
  }

  /** Share of ratings from one to another, both included. */
  double share(double from, double to) {
    int count = 0;
    for (double value : values) {
      count += value >= from && value <= to ? 1 : 0;
    }
    return Scale.share(count, values.length);
  }
}
