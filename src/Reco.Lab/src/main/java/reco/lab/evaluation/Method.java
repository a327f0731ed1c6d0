package reco.lab.evaluation;

import java.io.IOException;

/** A way to recommend, before it has learnt anything. */
public interface Method {
  /** What it is called in the report. */
  String name();

  /** Why it cannot be used on this data; empty where it can. */
  default String obstacle(Experiment experiment) {
    return "";
  }

  /** Whether another seed gives other scores. */
  default boolean isSeeded() {
    return false;
  }

  /**
   * Learns from the past, with settings chosen on the validation fold alone.
   *
   * @return what scores the users of the test fold
   */
  Fitted fit(Experiment experiment, long seed, Progress progress)
      throws IOException, InterruptedException;

  /**
   * @param settings those chosen, for the reader; "" where there are none
   */
  record Fitted(Scorer scorer, String settings) {}
}
