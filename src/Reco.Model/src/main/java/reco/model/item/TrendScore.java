package reco.model.item;

import java.time.Duration;

/**
 * How much an item trends: recent interactions in units of the standard deviation of what its usual
 * ones let expect.
 */
record TrendScore(Decay recent, Decay usual, double smoothing) {
  private static final Duration THIRTY_DAYS = Duration.ofDays(30);

  TrendScore(StatisticsSettings settings) {
    this(settings.trendingDecay(), settings.usualDecay(), settings.trendingSmoothing());
  }

  At at(long nowMillis) {
    long recentEpoch = recent.epoch(nowMillis);
    long usualEpoch = usual.epoch(nowMillis);
    return new At(
        recentEpoch,
        recent.worth(nowMillis, recentEpoch),
        usualEpoch,
        usual.worth(nowMillis, usualEpoch));
  }

  /** Scores of one moment. */
  final class At {
    private final long recentEpoch;
    private final double recentWorth;
    private final long usualEpoch;
    private final double usualWorth;

    private At(long recentEpoch, double recentWorth, long usualEpoch, double usualWorth) {
      this.recentEpoch = recentEpoch;
      this.recentWorth = recentWorth;
      this.usualEpoch = usualEpoch;
      this.usualWorth = usualWorth;
    }

    /**
     * Among all users.
     *
     * @param monthly positive interactions of the last 30 days
     */
    float overall(DecayedSum trend, int monthly) {
      return score(
          trend.at(recentEpoch) * recentWorth,
          monthly * meanLifeMillis(recent) / THIRTY_DAYS.toMillis());
    }

    /** Among the users of a region. */
    float in(RegionTrend region) {
      return score(
          region.recent().at(recentEpoch) * recentWorth,
          region.usual().at(usualEpoch)
              * usualWorth
              * meanLifeMillis(recent)
              / meanLifeMillis(usual));
    }

    private float score(double counted, double expected) {
      return (float) (counted / Math.sqrt(expected + smoothing));
    }
  }

  private static double meanLifeMillis(Decay decay) {
    return decay.halfLifeMillis() / Math.log(2);
  }
}
