package reco.node.query;

/**
 * What a user's candidates are searched by.
 *
 * @param values length 0 where nothing is known of the user
 * @param revision of the user's state that it was made from
 * @param gap why it is not the best that the model makes; empty where it is, or is about to be
 */
public record QueryVector(float[] values, long revision, String gap) {
  /** The best that the model makes. */
  public static QueryVector of(float[] values, long revision) {
    return new QueryVector(values, revision, "");
  }

  QueryVector because(String why) {
    return new QueryVector(values, revision, why);
  }
}
