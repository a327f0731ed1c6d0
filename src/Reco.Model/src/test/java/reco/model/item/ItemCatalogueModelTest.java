package reco.model.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import reco.model.id.ItemId;

/** The catalogue against a hash map, over random writes. */
class ItemCatalogueModelTest {
  private static final int IDS = 40;

  /** A write of an item; a price below 0 deletes it. */
  record Write(int id, float price, boolean hidden, long publish) {}

  @Property(tries = 300)
  void afterAnyWritesTheCatalogueHoldsWhatAMapHolds(@ForAll("writes") List<Write> writes) {
    ItemCatalogue catalogue = new ItemCatalogue();
    Map<ItemId, Item> model = new HashMap<>();

    for (int version = 0; version < writes.size(); version++) {
      apply(writes.get(version), version, catalogue, model);
    }

    assertThat(catalogue.size()).isEqualTo(model.size());
    for (int id = 0; id < IDS; id++) {
      ItemId item = id(id);
      assertThat(catalogue.find(item.key()).equals(Optional.ofNullable(model.get(item))))
          .as("%s", item)
          .isTrue();
    }
    assertThat(catalogue.newest(IDS, 50)).containsExactly(newest(model, 50));
  }

  private static void apply(
      Write write, int version, ItemCatalogue catalogue, Map<ItemId, Item> model) {
    if (write.price() < 0) {
      catalogue.delete(id(write.id()), version);
      model.remove(id(write.id()));
    } else {
      Item item =
          Items.item("i" + write.id())
              .priced(write.price())
              .hidden(write.hidden())
              .published(write.publish())
              .version(version)
              .item();
      catalogue.upsert(item);
      model.put(item.id(), item);
    }
  }

  private static long[] newest(Map<ItemId, Item> model, long now) {
    return model.values().stream()
        .filter(item -> !item.hidden() && item.publishMillis() > 0 && item.publishMillis() <= now)
        .sorted((a, b) ->
            a.publishMillis() == b.publishMillis()
                ? Long.compare(a.id().key(), b.id().key())
                : Long.compare(b.publishMillis(), a.publishMillis()))
        .mapToLong(item -> item.id().key())
        .toArray();
  }

  @Provide
  Arbitrary<List<Write>> writes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, IDS - 1),
            Arbitraries.floats().between(-2, 5),
            Arbitraries.of(true, false, false),
            Arbitraries.longs().between(0, 100))
        .as(Write::new)
        .list()
        .ofMaxSize(300);
  }

  private static ItemId id(int id) {
    return ItemId.of("i" + id);
  }
}
