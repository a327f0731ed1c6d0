package reco.model.item;

import java.time.Duration;

/**
 * Exponential forgetting: what was added counts half after each half-life. Nothing is touched as
 * time goes by: a sum is kept at the scale of an epoch, which lasts 16 half-lives. The scales of
 * two epochs differ by a power of two, so that taking a sum from one to another loses nothing.
 *
 * @param halfLifeMillis over 0
 */
public record Decay(long halfLifeMillis) {
  private static final int HALF_LIVES_AN_EPOCH = 16;

  public Decay {
    if (halfLifeMillis < 1) {
      throw new IllegalArgumentException(
          "half-life: got " + halfLifeMillis + " ms, expected 1 or more");
    }
  }

  public static Decay ofHalfLife(Duration halfLife) {
    return new Decay(halfLife.toMillis());
  }

  /** The epoch that a time falls in. */
  public long epoch(long timeMillis) {
    return Math.floorDiv(timeMillis, HALF_LIVES_AN_EPOCH * halfLifeMillis);
  }

  /** What 1 of a time weighs at an epoch's scale: 1 to 65,536 within the epoch. */
  public double weight(long timeMillis, long epoch) {
    return StrictMath.pow(2, halfLives(timeMillis, epoch));
  }

  /** What 1 at an epoch's scale is worth at a time. */
  public double worth(long timeMillis, long epoch) {
    return StrictMath.pow(2, -halfLives(timeMillis, epoch));
  }

  private double halfLives(long timeMillis, long epoch) {
    return (timeMillis - epoch * HALF_LIVES_AN_EPOCH * halfLifeMillis) / (double) halfLifeMillis;
  }

  /** The power of two between the scales of two epochs: what {@link Math#scalb} takes. */
  public static int shift(long fromEpoch, long toEpoch) {
    return (int) Math.clamp(HALF_LIVES_AN_EPOCH * (fromEpoch - toEpoch), -4096L, 4096L);
  }
}
