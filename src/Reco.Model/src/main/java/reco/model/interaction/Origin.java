package reco.model.interaction;

/**
 * Where an interaction happened; "" for what is unknown.
 *
 * @param surface the place in the product
 * @param query words searched for, only with a search
 * @param attribution token of the recommended item that the interaction answers
 * @param position place in its slate that the item had, from 0; {@link #NOWHERE} if unknown
 */
public record Origin(String surface, String query, String attribution, int position) {
  public static final int NOWHERE = -1;
  public static final Origin UNKNOWN = new Origin("", "", "");

  /** From no known position. */
  public Origin(String surface, String query, String attribution) {
    this(surface, query, attribution, NOWHERE);
  }

  /** The same from a position of a slate. */
  public Origin at(int newPosition) {
    return new Origin(surface, query, attribution, newPosition);
  }
}
