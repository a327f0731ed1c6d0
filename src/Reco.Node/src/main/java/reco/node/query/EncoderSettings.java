package reco.node.query;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Bounds of the encoder.
 *
 * @param batchUsers most users in one pass
 * @param queuedUsers most users that wait for a pass; one more is not encoded
 * @param keptUsers most users whose last query is kept
 * @param refreshInterval a user is not encoded again sooner than this
 */
public record EncoderSettings(
    int batchUsers, int queuedUsers, int keptUsers, Duration refreshInterval) {
  public EncoderSettings {
    if (batchUsers < 1 || queuedUsers < 1 || keptUsers < 1 || refreshInterval.isNegative()) {
      throw new IllegalArgumentException(
          "reco.node.encoder: got batch-users %d, queued-users %d, kept-users %d and refresh-interval %s, expected 1 or more of each number and no negative time"
              .formatted(batchUsers, queuedUsers, keptUsers, refreshInterval));
    }
  }

  /** Reads {@code reco.node.encoder}. */
  public static EncoderSettings of(Config config) {
    return new EncoderSettings(
        config.getInt("batch-users"),
        config.getInt("queued-users"),
        config.getInt("kept-users"),
        config.getDuration("refresh-interval"));
  }
}
