package reco.node.log;

import java.util.concurrent.CompletionStage;
import reco.model.id.ItemId;
import reco.model.item.Item;

/** Where changes of the catalogue become durable. */
public interface CatalogueLog {
  /**
   * Appends the item's new value.
   *
   * @return the version, an offset that grows with each write of the item
   */
  CompletionStage<Long> upsert(Item item);

  CompletionStage<Long> delete(ItemId item);
}
