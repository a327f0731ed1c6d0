package reco.app.release;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import reco.model.decision.Trace;
import reco.model.release.Trial;
import reco.model.retrieval.ProjectedRetrieval;
import reco.ranker.ModelRefusedException;
import reco.ranker.Registry;
import reco.ranker.RetrievalLoader;
import reco.streams.CatalogueFollower;

/** Retrieval: a swap embeds every item anew, beside the vectors that serve until then. */
final class ServedRetrieval implements ServedModel {
  static final String NAME = "retrieval";

  private final Registry registry;
  private final CatalogueFollower catalogue;
  private final RecordedRequests requests;

  private final Map<Integer, ProjectedRetrieval> loaded = new HashMap<>();
  private Optional<Integer> serving = Optional.empty();

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
    return prove(RetrievalLoader.load(artefact));
  }

  private String prove(ProjectedRetrieval model) {
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
    ProjectedRetrieval model = loaded.get(version);
    if (model == null) {
      model = RetrievalLoader.load(registry.open(NAME, version));
      prove(model);
    }
    catalogue.serve(model);
    loaded.put(version, model);
    Optional<Integer> before = serving;
    serving = Optional.of(version);
    loaded.keySet().removeIf(each -> each != version && !before.equals(Optional.of(each)));
  }

  @Override
  public boolean isInMemory(int version) {
    return loaded.containsKey(version);
  }

  @Override
  public Optional<Integer> serving() {
    return serving;
  }
}
