package reco.model.pipeline;

/**
 * How much of a pipeline a request gets. Under load fewer candidates are proposed and ranked, so
 * that a node answers more requests, each a little worse, before it refuses any.
 */
public enum Quality {
  FULL(1),
  HALF(0.5),
  QUARTER(0.25),
  EIGHTH(0.125);

  /** Candidates that an item of the slate is chosen from, at the least. */
  private static final int CHOICE = 2;

  private final double share;

  Quality(double share) {
    this.share = share;
  }

  /** Of the quotas and of the ranker's candidates, in (0, 1]. */
  public double share() {
    return share;
  }

  /** A quota's share, at least 1. */
  int of(int quota) {
    return (int) Math.ceil(share * quota);
  }

  /**
   * Full up to a number of requests in flight, and a step lower for each half of it above: with 16,
   * half from 17, a quarter from 25, an eighth from 33.
   *
   * @param inFlight this request among them
   * @param fullUpTo at least 1
   */
  public static Quality under(int inFlight, int fullUpTo) {
    if (inFlight <= fullUpTo) {
      return FULL;
    }
    int halves = (2 * (inFlight - fullUpTo) + fullUpTo - 1) / fullUpTo;
    return values()[Math.min(halves, values().length - 1)];
  }

  /** This one, or the lowest above it that leaves a choice for so many positions. */
  public Quality atLeastFor(int count, int candidates) {
    Quality enough = this;
    while (enough != FULL && enough.of(candidates) < CHOICE * count) {
      enough = values()[enough.ordinal() - 1];
    }
    return enough;
  }
}
