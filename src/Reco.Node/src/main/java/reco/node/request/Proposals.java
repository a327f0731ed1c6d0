package reco.node.request;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import reco.model.decision.Degradation;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.SourceAnswer;
import reco.node.query.QueryVector;

/** The sources' answers to one request, as they come in. What comes after its time is dropped. */
final class Proposals {
  private final List<Pipeline.Source> sources;
  private final List<SourceAnswer> answers = new ArrayList<>();
  private final BitSet pending = new BitSet();
  private Optional<QueryVector> query = Optional.empty();

  Proposals(Pipeline pipeline) {
    sources = pipeline.sources();
    sources.forEach(source -> answers.add(SourceAnswer.missing(source.name(), Causes.TIMEOUT)));
    pending.set(0, sources.size());
  }

  boolean isPending(int source) {
    return pending.get(source);
  }

  boolean areComplete() {
    return pending.isEmpty();
  }

  /**
   * @return what the answer lacks; empty where it is whole, or too late to count
   */
  List<Degradation> accept(int source, Proposal proposal) {
    if (!pending.get(source)) {
      return List.of();
    }
    pending.clear(source);
    answers.set(source, proposal.answer());
    query = query.or(proposal::query);
    var stage = sources.get(source).name();
    if (proposal.answer().isMissing()) {
      return List.of(new Degradation(stage, proposal.answer().missing()));
    }
    return proposal.gaps().stream().map(gap -> new Degradation(stage, gap)).toList();
  }

  /** Serves without a source, as {@link #accept} does with one. */
  List<Degradation> miss(int source, String cause) {
    var missing = SourceAnswer.missing(sources.get(source).name(), cause);
    return accept(source, Proposal.of(missing));
  }

  /** Serves without all that have not answered. */
  List<Degradation> missPending(String cause) {
    return pending.stream().boxed().toList().stream()
        .flatMap(source -> miss(source, cause).stream())
        .toList();
  }

  /** What a source has searched by; empty where none has. */
  Optional<QueryVector> query() {
    return query;
  }

  /** In the pipeline's order. */
  List<SourceAnswer> answers() {
    return List.copyOf(answers);
  }
}
