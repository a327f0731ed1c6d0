package reco.node.request;

import java.util.List;
import java.util.Optional;
import reco.model.pipeline.SourceAnswer;
import reco.node.query.QueryVector;

/**
 * What a source proposed.
 *
 * @param gaps why a part of what it draws on is missing from the answer; empty: it is whole
 * @param query what it searched by, where it did
 */
public record Proposal(SourceAnswer answer, List<String> gaps, Optional<QueryVector> query) {
  public Proposal {
    gaps = List.copyOf(gaps);
  }

  static Proposal of(SourceAnswer answer) {
    return new Proposal(answer, List.of(), Optional.empty());
  }
}
