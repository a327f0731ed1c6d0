package reco.model.item;

import reco.model.id.ItemId;

/** Two ids have the same 64-bit key; the second one is refused. */
public final class KeyCollisionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  KeyCollisionException(ItemId refused, ItemId present, long key) {
    super(
        "item id: got '%s', whose key %016x is taken by '%s'; expected an id with a key of its own"
            .formatted(refused, key, present));
  }
}
