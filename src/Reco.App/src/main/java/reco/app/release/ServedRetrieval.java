package reco.app.release;

import java.util.Optional;
import reco.model.decision.Trace;
import reco.model.release.Trial;
import reco.model.retrieval.RetrievalModel;
import reco.ranker.ModelRefusedException;
import reco.ranker.Registry;
import reco.ranker.RetrievalLoader;
import reco.streams.CatalogueFollower;

/**
 * Retrieval: a swap embeds every item anew, beside the vectors that serve until then. The version
 * before is read from its files again.
 */
final class ServedRetrieval implements ServedModel {
  static final String NAME = "retrieval";

  private final Registry registry;
  private final CatalogueFollower catalogue;
  private final RecordedRequests requests;

  private Optional<Integer> serving = Optional.empty();
  private volatile boolean hasEncoder;

  ServedRetrieval(Registry registry, CatalogueFollower catalogue, RecordedRequests requests) {
    this.registry = registry;
    this.catalogue = catalogue;
    this.requests = requests;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean canBeTried() {
    return false;
  }

  @Override
  public String prove(Registry.Artefact artefact) {
    try (RetrievalModel model = RetrievalLoader.load(artefact)) {
      return prove(model);
    }
  }

  private String prove(RetrievalModel model) {
    int users = 0;
    for (Trace trace : requests.traces()) {
      var query = trace.inputs().query();
      for (float value :
          model.query(trace.inputs().user(), query.lastItem(), query.instantMillis())) {
        if (!Float.isFinite(value)) {
          throw new ModelRefusedException(
              "%s: recorded request %s: got %s, expected a finite query"
                  .formatted(model.version(), query.requestId(), value));
        }
      }
      users++;
    }
    return "queries of %d recorded requests".formatted(users);
  }

  @Override
  public void serve(int version, Optional<Trial> trial) {
    if (serving.equals(Optional.of(version))) {
      return;
    }
    RetrievalModel model = RetrievalLoader.load(registry.open(NAME, version));
    try {
      prove(model);
      catalogue.serve(model);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    serving = Optional.of(version);
    hasEncoder = model.encoder().isPresent();
  }

  @Override
  public boolean isInMemory(int version) {
    return serving.equals(Optional.of(version));
  }

  /** Whether queries are made by a sequence encoder. */
  boolean hasEncoder() {
    return hasEncoder;
  }

  @Override
  public Optional<Integer> serving() {
    return serving;
  }
}
