package reco.lab.evaluation;

import java.util.List;

/**
 * What may be learnt from, and what is asked.
 *
 * @param past what counters and models learn from
 * @param asked users with items held out, by number
 */
public record Fold(Histories past, List<HeldOut> asked) {
  public Fold {
    asked = List.copyOf(asked);
  }
}
