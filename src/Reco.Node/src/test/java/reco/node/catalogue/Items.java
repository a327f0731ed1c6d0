package reco.node.catalogue;

import java.util.List;
import java.util.Set;
import reco.model.id.ItemId;
import reco.model.item.Item;

/** Builds items; what a test does not name is the same for all. */
final class Items {
  private final String id;
  private String title;
  private String description = "";
  private boolean hidden;
  private boolean unavailable;
  private long version;

  private Items(String id) {
    this.id = id;
    this.title = "Title of " + id;
  }

  static Items item(String id) {
    return new Items(id);
  }

  Items titled(String newTitle) {
    title = newTitle;
    return this;
  }

  Items described(String newDescription) {
    description = newDescription;
    return this;
  }

  Items hidden() {
    hidden = true;
    return this;
  }

  Items unavailable() {
    unavailable = true;
    return this;
  }

  Items version(long newVersion) {
    version = newVersion;
    return this;
  }

  Item build() {
    return new Item(
        ItemId.of(id),
        title,
        description,
        List.of("drama", "crime"),
        List.of("slow"),
        "creator",
        9.99f,
        0.5f,
        1_000,
        Set.of("DE"),
        12,
        "de",
        hidden,
        unavailable,
        version);
  }
}
