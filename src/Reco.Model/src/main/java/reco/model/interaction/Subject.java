package reco.model.interaction;

import reco.model.id.ItemId;

/**
 * The item of an interaction, as the catalogue had it at that time.
 *
 * @param key {@link ItemId#key()}; 0 where there is no item
 * @param id the item's id within the user's tenant, "" where there is no item
 * @param category primary category, "" if unknown
 * @param creator "" if unknown
 */
public record Subject(long key, String id, String category, String creator) {
  public static final Subject NONE = new Subject(0, "", "", "");

  /** An item of which the catalogue knows nothing. */
  public static Subject of(ItemId item) {
    return of(item, "", "");
  }

  public static Subject of(ItemId item, String category, String creator) {
    return new Subject(item.key(), item.id(), category, creator);
  }
}
