package reco.lab.training;

import reco.model.item.StatisticsSettings;

/**
 * Which rows are written.
 *
 * @param share of the log's time, at its end, that rows are taken of, over 0 to 1
 * @param requests most requests; more are sampled down to it
 * @param negatives sampled items a request
 * @param counting of items: as the live system counts
 */
public record RowSettings(
    double share, int requests, int negatives, long seed, StatisticsSettings counting) {
  public static final RowSettings STANDARD = new RowSettings(0.3, 12_000, 4, 1);

  public RowSettings {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: got " + share + ", expected over 0 to 1");
    }
    if (requests < 1 || negatives < 0) {
      throw new IllegalArgumentException(
          "rows: got %d requests with %d negatives, expected at least 1 with at least 0"
              .formatted(requests, negatives));
    }
  }

  /** Where items are counted by the standard settings. */
  public RowSettings(double share, int requests, int negatives, long seed) {
    this(share, requests, negatives, seed, StatisticsSettings.STANDARD);
  }

  /** The same where items are counted by other settings. */
  public RowSettings countedBy(StatisticsSettings settings) {
    return new RowSettings(share, requests, negatives, seed, settings);
  }
}
