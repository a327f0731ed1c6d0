package reco.model.decision;

import java.util.List;
import java.util.Optional;
import reco.model.decision.RecordedDecision.Position;

/**
 * What came of deciding again.
 *
 * @param decision the one made now
 * @param otherVersions what decides otherwise now than then, one sentence each
 * @param differences positions where anything differs: item, score or propensity by a bit, source
 */
public record Replayed(
    Decision decision, List<String> otherVersions, List<Difference> differences) {
  public Replayed {
    otherVersions = List.copyOf(otherVersions);
    differences = List.copyOf(differences);
  }

  /** Whether each position came out the same, bit for bit. */
  public boolean identical() {
    return differences.isEmpty();
  }

  /**
   * One position that came out otherwise.
   *
   * @param recorded empty where only the replay has the position
   * @param replayed empty where only the record has it
   */
  public record Difference(
      int position, Optional<Position> recorded, Optional<Position> replayed) {}
}
