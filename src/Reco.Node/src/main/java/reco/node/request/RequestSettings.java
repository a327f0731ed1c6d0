package reco.node.request;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How requests keep their deadlines.
 *
 * @param answerReserve kept back from a deadline for deciding without what is late
 * @param fullQualityUpTo requests in flight, beyond which fewer candidates are ranked
 * @param fallbackCandidates most popular and most newest items that stand in where all else is
 *     missing
 */
public record RequestSettings(Duration answerReserve, int fullQualityUpTo, int fallbackCandidates) {
  public RequestSettings {
    if (answerReserve.isNegative() || fullQualityUpTo < 1 || fallbackCandidates < 1) {
      throw new IllegalArgumentException(
          "reco.node.request: got answer-reserve %s, full-quality-up-to %d and fallback-candidates %d, expected 0 or more and twice 1 or more"
              .formatted(answerReserve, fullQualityUpTo, fallbackCandidates));
    }
  }

  /** Reads {@code reco.node.request}. */
  public static RequestSettings of(Config config) {
    return new RequestSettings(
        config.getDuration("answer-reserve"),
        config.getInt("full-quality-up-to"),
        config.getInt("fallback-candidates"));
  }
}
