package reco.model.item;

import java.util.List;
import java.util.Set;
import reco.model.id.ItemId;

/**
 * One thing that can be recommended.
 *
 * @param categories the first is the primary one; may be empty
 * @param price major unit of the currency, 0 or more
 * @param quality 0 to 1
 * @param publishMillis epoch milliseconds; 0 is unknown
 * @param regions countries where it is licensed; empty: everywhere
 * @param minAge youngest age allowed, years; 0: everyone
 * @param hidden kept, but recommended nowhere
 * @param version offset of the write in the catalogue log
 */
public record Item(
    ItemId id,
    String title,
    String description,
    List<String> categories,
    List<String> tags,
    String creator,
    float price,
    float quality,
    long publishMillis,
    Set<String> regions,
    int minAge,
    String language,
    boolean hidden,
    boolean unavailable,
    long version) {
  public Item {
    categories = List.copyOf(categories);
    tags = List.copyOf(tags);
    regions = Set.copyOf(regions);
  }

  public String primaryCategory() {
    return categories.isEmpty() ? "" : categories.getFirst();
  }
}
