package reco.gateway.service;

import java.util.Optional;
import reco.model.item.Item;
import reco.model.slate.Viewer;

/**
 * The hard filters, once more for a page of a slate that was decided a while ago: what has been
 * deleted, hidden, sold out or closed to this country or age since is not served.
 */
final class Visible {
  private Visible() {}

  /** The item where this viewer may be shown it. */
  static Optional<Item> to(Viewer viewer, Optional<Item> item) {
    return item.filter(found -> !found.hidden() && !found.unavailable())
        .filter(found -> isLicensed(found, viewer.country()))
        .filter(found -> found.minAge() <= viewer.age());
  }

  private static boolean isLicensed(Item item, String country) {
    return item.regions().isEmpty() || item.regions().contains(country);
  }
}
