package reco.model.item;

/**
 * A sum that is forgotten by a {@link Decay}.
 *
 * @param sum at the scale of the epoch
 */
public record DecayedSum(long epoch, double sum) {
  public static final DecayedSum ZERO = new DecayedSum(0, 0);

  /** With 1 of a time; the epoch never goes back. */
  public DecayedSum plusOne(long timeMillis, Decay decay) {
    long next = sum == 0 ? decay.epoch(timeMillis) : Math.max(epoch, decay.epoch(timeMillis));
    return new DecayedSum(next, at(next) + decay.weight(timeMillis, next));
  }

  /** At the scale of another epoch. */
  public double at(long otherEpoch) {
    return Math.scalb(sum, Decay.shift(epoch, otherEpoch));
  }
}
