package reco.lab.training;

import reco.model.item.StatisticsSettings;

/**
 * Which rows are written.
 *
 * @param share of the log's time, at its end, that rows are taken of, over 0 to 1
 * @param requests most requests; more are sampled down to it
 * @param negatives sampled items a request
 * @param sampling where they come from
 * @param retrainings how many times within the rows the retrieval model is trained anew, as a
 *     deployment does from time to time; at least 1
 * @param counting of items: as the live system counts
 */
public record RowSettings(
    double share,
    int requests,
    int negatives,
    Sampling sampling,
    int retrainings,
    long seed,
    StatisticsSettings counting) {
  /** For a deployment's own ranker. */
  public static final RowSettings STANDARD =
      new RowSettings(0.3, 12_000, 4, Sampling.CANDIDATES, 1, 1);

  /** Where items come from that stand in for what was passed over. */
  public enum Sampling {
    /** What the sources propose and what others took, as a ranker meets them; some of any. */
    CANDIDATES,
    /** All items alike. */
    UNIFORM
  }

  public RowSettings {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: got " + share + ", expected over 0 to 1");
    }
    if (requests < 1 || negatives < 0 || retrainings < 1) {
      throw new IllegalArgumentException(
          "rows: got %d requests with %d negatives and %d retrainings, expected at least 1, 0 and 1"
              .formatted(requests, negatives, retrainings));
    }
  }

  /** Where items are counted by the standard settings. */
  public RowSettings(
      double share, int requests, int negatives, Sampling sampling, int retrainings, long seed) {
    this(share, requests, negatives, sampling, retrainings, seed, StatisticsSettings.STANDARD);
  }

  /** The same where items are counted by other settings. */
  public RowSettings countedBy(StatisticsSettings settings) {
    return new RowSettings(share, requests, negatives, sampling, retrainings, seed, settings);
  }

  public RowSettings withSeed(long other) {
    return new RowSettings(share, requests, negatives, sampling, retrainings, other, counting);
  }
}
