package reco.node.request;

import java.util.List;
import reco.model.pipeline.SourceAnswer;

/**
 * What a source proposed.
 *
 * @param gaps why a part of what it draws on is missing from the answer; empty: it is whole
 */
public record Proposal(SourceAnswer answer, List<String> gaps) {
  public Proposal {
    gaps = List.copyOf(gaps);
  }

  static Proposal of(SourceAnswer answer) {
    return new Proposal(answer, List.of());
  }
}
