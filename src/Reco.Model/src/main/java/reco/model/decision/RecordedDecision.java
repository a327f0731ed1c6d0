package reco.model.decision;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a record keeps of a decision: enough to tell whether another one is the same.
 *
 * @param offset position of the first item in the slate
 */
public record RecordedDecision(Rung rung, int offset, List<Position> positions) {
  public RecordedDecision {
    positions = List.copyOf(positions);
  }

  /**
   * One position.
   *
   * @param source index of the source that ranked the item best; -1 where none proposed it
   */
  public record Position(String id, double score, float propensity, boolean explored, int source) {
    static Position of(Decision.Placed placed) {
      int source = placed.sources().length == 0 ? -1 : placed.sources()[0];
      return new Position(
          placed.id(), placed.score(), placed.propensity(), placed.explored(), source);
    }
  }

  public static RecordedDecision of(Decision decision) {
    return page(decision, 0, decision.items().size());
  }

  /** Some positions of a slate, as far as it has them. */
  public static RecordedDecision page(Decision decision, int offset, int count) {
    int end = Math.min(decision.items().size(), offset + count);
    return new RecordedDecision(
        decision.rung(),
        offset,
        IntStream.range(offset, end)
            .mapToObj(at -> Position.of(decision.items().get(at)))
            .toList());
  }
}
