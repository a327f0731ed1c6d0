package reco.model.interaction;

/**
 * One interaction of a user with an item.
 *
 * @param item the item's key; 0 where the type needs no item
 * @param value seconds for watch, skip and view; stars for rating; else 0
 * @param category primary category of the item at that time, "" if unknown
 * @param creator creator of the item at that time, "" if unknown
 * @param attribution token of the recommendation that it answers, "" if none
 */
public record Interaction(
    String eventId,
    long timeMillis,
    InteractionType type,
    long item,
    float value,
    String category,
    String creator,
    String attribution)
    implements UserEvent {

  public float strength() {
    return type.strength(value);
  }
}
