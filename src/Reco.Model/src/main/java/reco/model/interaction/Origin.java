package reco.model.interaction;

/**
 * Where an interaction happened; "" for what is unknown.
 *
 * @param surface the place in the product
 * @param query words searched for, only with a search
 * @param attribution token of the recommended item that the interaction answers
 */
public record Origin(String surface, String query, String attribution) {
  public static final Origin UNKNOWN = new Origin("", "", "");
}
