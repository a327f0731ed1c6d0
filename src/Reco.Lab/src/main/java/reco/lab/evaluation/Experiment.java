package reco.lab.evaluation;

import java.util.List;

/**
 * What is held out of a set of histories: once to choose settings on, once to report. All items are
 * ranked but those that the user had.
 *
 * @param name of the data
 * @param protocol how it was made, for the reader
 * @param cutoff how many of the first places count
 * @param hitRate what the share of targets among them is called, {@code hr} or {@code recall}
 * @param notes what else the reader should know
 */
public record Experiment(
    String name,
    String protocol,
    Fold validation,
    Fold test,
    int cutoff,
    String hitRate,
    List<String> notes) {
  public Experiment {
    notes = List.copyOf(notes);
  }

  /** All items, by number. */
  public Histories past() {
    return test.past();
  }
}
