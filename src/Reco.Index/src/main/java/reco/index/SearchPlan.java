package reco.index;

import java.util.function.LongPredicate;

/** How a search goes about it: which items it looks at, all of one moment. */
sealed interface SearchPlan {
  Segments items();

  /** Scores these items alone, exactly: a filter left few. */
  record OverPlaces(Segments items, int[] places, int count) implements SearchPlan {}

  /** Scans lists, and passes over what is not admitted. */
  record Scan(Segments items, LongPredicate admit, Probes probes) implements SearchPlan {
    /** Scans all lists. */
    static Scan exact(Segments items, LongPredicate admit) {
      return new Scan(items, admit, new Probes(Integer.MAX_VALUE, 0));
    }

    boolean scansEverything() {
      return probes.lists() >= items.partitioning().lists();
    }
  }
}
