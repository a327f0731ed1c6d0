package reco.app.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.features.FeatureSpec;
import reco.node.cluster.Node;
import reco.ranker.ModelRefusedException;
import reco.ranker.OnnxModel;
import reco.ranker.Registry;
import reco.ranker.RetrievalLoader;
import reco.streams.CatalogueFollower;

/** Takes models from the registry into service: the newest that proves itself. */
public final class Models {
  private static final Logger log = LoggerFactory.getLogger(Models.class);
  static final String RETRIEVAL = "retrieval";
  static final String RANKER = "ranker";

  private final Registry registry;
  private final Node node;
  private final CatalogueFollower catalogue;

  private List<Optional<Integer>> newest = List.of();

  Models(Registry registry, Node node, CatalogueFollower catalogue) {
    this.registry = registry;
    this.node = node;
    this.catalogue = catalogue;
  }

  /** Serves the newest versions; one that is refused gives way to the one before it. */
  public synchronized void serveLatest() {
    newest = versions();
    newestThatServes(RETRIEVAL, this::serveRetrieval);
    newestThatServes(RANKER, this::serveRanker);
  }

  /** Serves versions that have been published since, and is called every few seconds. */
  synchronized void serveNewer() {
    if (!newest.equals(versions())) {
      serveLatest();
    }
  }

  private List<Optional<Integer>> versions() {
    return List.of(registry.latest(RETRIEVAL), registry.latest(RANKER));
  }

  /** The version that retrieves now, "none" before the first. */
  public String retrieval() {
    return node.serving()
        .current()
        .retrieval()
        .map(retrieval -> retrieval.model().version())
        .orElse("none");
  }

  /** Whether queries are made by a sequence encoder. */
  public boolean hasEncoder() {
    return node.serving()
        .current()
        .retrieval()
        .flatMap(retrieval -> retrieval.model().encoder())
        .isPresent();
  }

  /** The version that ranks now, "none" before the first. */
  public String ranker() {
    return node.serving().current().ranker().map(ranker -> ranker.version()).orElse("none");
  }

  private void serveRetrieval(int version) {
    catalogue.serve(RetrievalLoader.load(registry.open(RETRIEVAL, version)));
  }

  private void serveRanker(int version) {
    node.serve(OnnxModel.load(registry.open(RANKER, version), FeatureSpec.CURRENT.hash()));
  }

  private Optional<Integer> newestThatServes(String name, IntConsumer serve) {
    List<Integer> versions = registry.versions(name).reversed();
    for (int version : versions) {
      try {
        serve.accept(version);
        log.info("{}@v{} serves", name, version);
        return Optional.of(version);
      } catch (ModelRefusedException e) {
        log.warn("{}@v{} is refused: {}", name, version, e.getMessage());
      }
    }
    return Optional.empty();
  }
}
