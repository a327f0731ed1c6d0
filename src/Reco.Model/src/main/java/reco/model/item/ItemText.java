package reco.model.item;

import java.util.List;
import reco.model.id.ItemId;

/** What of an item is read by people and not by decisions: kept apart from the hot columns. */
public record ItemText(
    ItemId id, String title, String description, List<String> categories, List<String> tags) {
  public ItemText {
    categories = List.copyOf(categories);
    tags = List.copyOf(tags);
  }

  static ItemText of(Item item) {
    return new ItemText(
        item.id(), item.title(), item.description(), item.categories(), item.tags());
  }
}
