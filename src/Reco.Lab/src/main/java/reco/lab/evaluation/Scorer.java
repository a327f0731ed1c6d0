package reco.lab.evaluation;

/** Scores every item for one user. */
@FunctionalInterface
public interface Scorer extends AutoCloseable {
  /**
   * Scores all items; what the user had is masked by the caller.
   *
   * @param scores overwritten, one an item by its number: the higher the better, and {@link
   *     Float#NEGATIVE_INFINITY} for what would not be recommended at all
   */
  void score(UserHistory user, float[] scores);

  /** Lets go of what it holds. */
  @Override
  default void close() {}
}
