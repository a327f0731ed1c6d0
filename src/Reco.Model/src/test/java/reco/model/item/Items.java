package reco.model.item;

import java.util.List;
import java.util.Set;
import reco.model.id.ItemId;

/** Builds items; what a test does not name is the same for all. */
record Items(Item item) {
  static Items item(String id) {
    return new Items(
        new Item(
            ItemId.of(id),
            "Title of " + id,
            "About " + id,
            List.of("drama", "crime"),
            List.of("slow"),
            "creator-" + id,
            9.5f,
            0.75f,
            1_000,
            Set.of("DE", "AT"),
            12,
            "de",
            false,
            false,
            1));
  }

  Items titled(String title) {
    var i = item;
    return of(title, i.creator(), i.price(), i.publishMillis(), i.hidden(), i.version());
  }

  Items by(String creator) {
    var i = item;
    return of(i.title(), creator, i.price(), i.publishMillis(), i.hidden(), i.version());
  }

  Items priced(float price) {
    var i = item;
    return of(i.title(), i.creator(), price, i.publishMillis(), i.hidden(), i.version());
  }

  Items published(long millis) {
    var i = item;
    return of(i.title(), i.creator(), i.price(), millis, i.hidden(), i.version());
  }

  Items hidden(boolean hidden) {
    var i = item;
    return of(i.title(), i.creator(), i.price(), i.publishMillis(), hidden, i.version());
  }

  Items version(long version) {
    var i = item;
    return of(i.title(), i.creator(), i.price(), i.publishMillis(), i.hidden(), version);
  }

  private Items of(
      String title, String creator, float price, long publish, boolean hidden, long version) {
    return new Items(
        new Item(
            item.id(),
            title,
            item.description(),
            item.categories(),
            item.tags(),
            creator,
            price,
            item.quality(),
            publish,
            item.regions(),
            item.minAge(),
            item.language(),
            hidden,
            item.unavailable(),
            version));
  }
}
