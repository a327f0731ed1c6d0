package reco.gateway.service;

import java.util.Optional;
import reco.model.decision.Decision.Reason;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;

/** A reason in words. */
final class ReasonText {
  private ReasonText() {}

  static String of(Reason reason, ItemCatalogue catalogue) {
    String subject = reason.subject();
    return switch (reason.kind()) {
      case BECAUSE_YOU_HAD ->
          anchor(reason, catalogue)
              .map(item -> "Because you enjoyed " + item.title())
              .orElse("Because of what you enjoyed lately");
      case MATCHES_YOUR_TASTE ->
          subject.isEmpty() ? "Matches your taste" : "Matches your taste in " + subject;
      case TRENDING -> subject.isEmpty() ? "Trending now" : "Trending in " + subject;
      case POPULAR -> subject.isEmpty() ? "Popular with everyone" : "Popular in " + subject;
      case NEW -> subject.isEmpty() ? "New here" : "New in " + subject;
      case EXPLORATION -> "Something different";
    };
  }

  /** The item that the reason names, while the catalogue has it. */
  static Optional<Item> anchor(Reason reason, ItemCatalogue catalogue) {
    return reason.anchor() == 0 ? Optional.empty() : catalogue.find(reason.anchor());
  }
}
