package reco.lab.evaluation;

import java.util.function.UnaryOperator;

/**
 * A user, and items that the user took next and nobody is told of.
 *
 * @param history what is known
 * @param masked items that are not ranked: all that the user had before
 * @param targets items to be found, each once, none of them masked
 */
public record HeldOut(UserHistory history, int[] masked, int[] targets) {
  /** The same user with another history known of. */
  HeldOut knowing(UnaryOperator<UserHistory> change) {
    return new HeldOut(change.apply(history), masked, targets);
  }
}
