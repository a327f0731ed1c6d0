package reco.node.ranking;

import com.typesafe.config.Config;

/**
 * Bounds of the ranker's actor.
 *
 * @param batchRows most candidates in one forward pass; a larger request runs alone
 * @param queuedRequests most requests that wait for the next pass; one more is refused at once
 */
public record RankerSettings(int batchRows, int queuedRequests) {
  public RankerSettings {
    if (batchRows < 1 || queuedRequests < 1) {
      throw new IllegalArgumentException(
          "reco.node.ranker: got batch-rows %d and queued-requests %d, expected 1 or more of each"
              .formatted(batchRows, queuedRequests));
    }
  }

  /** Reads {@code reco.node.ranker}. */
  public static RankerSettings of(Config config) {
    return new RankerSettings(config.getInt("batch-rows"), config.getInt("queued-requests"));
  }
}
