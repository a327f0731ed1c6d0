package reco.model.interaction;

/**
 * One interaction of a user with an item.
 *
 * @param subject the item; {@link Subject#NONE} where the type needs none
 * @param value seconds where the type has a duration, stars for a rating, else 0
 * @param origin where it happened
 */
public record Interaction(
    String eventId,
    long timeMillis,
    InteractionType type,
    Subject subject,
    float value,
    Origin origin)
    implements UserEvent {

  public Interaction {
    if (type.needsItem() && subject.key() == 0) {
      throw new IllegalArgumentException("subject: got none, expected the item of a " + type);
    }
  }

  /** An interaction of which no more is known. */
  public Interaction(String eventId, long timeMillis, InteractionType type, Subject subject) {
    this(eventId, timeMillis, type, subject, 0f, Origin.UNKNOWN);
  }

  /** The item's key, 0 where there is none. */
  public long item() {
    return subject.key();
  }

  public float strength() {
    return type.strength(value);
  }

  /** The same from a position of its slate. */
  public Interaction at(int position) {
    return new Interaction(eventId, timeMillis, type, subject, value, origin.at(position));
  }

  /** The same with its item as the catalogue has it. */
  public Interaction withSubject(Subject newSubject) {
    return new Interaction(eventId, timeMillis, type, newSubject, value, origin);
  }
}
