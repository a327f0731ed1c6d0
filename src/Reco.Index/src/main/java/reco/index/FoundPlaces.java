package reco.index;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Where the items of filters stand, so that a filter used again between two changes is not looked
 * up again. A few filters at a time; one more takes the place of another.
 */
final class FoundPlaces {
  private static final int FILTERS = 64;

  private final AtomicReferenceArray<Found> found = new AtomicReferenceArray<>(FILTERS);

  private record Found(ItemKeys wanted, SearchPlan.OverPlaces plan) {}

  Optional<SearchPlan.OverPlaces> of(ItemKeys wanted, Segments items) {
    var known = found.get(slot(wanted));
    return known != null && known.wanted == wanted && known.plan.items() == items
        ? Optional.of(known.plan)
        : Optional.empty();
  }

  SearchPlan.OverPlaces keep(ItemKeys wanted, SearchPlan.OverPlaces plan) {
    found.set(slot(wanted), new Found(wanted, plan));
    return plan;
  }

  /** Lets go of all, and of the items with them. */
  void clear() {
    for (int i = 0; i < FILTERS; i++) {
      found.set(i, null);
    }
  }

  private static int slot(ItemKeys wanted) {
    return System.identityHashCode(wanted) % FILTERS;
  }
}
