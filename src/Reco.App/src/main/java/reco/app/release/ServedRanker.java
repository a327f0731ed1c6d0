package reco.app.release;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.features.FeatureSpec;
import reco.model.release.Health;
import reco.model.release.Trial;
import reco.node.cluster.Node;
import reco.node.release.ShadowReport;
import reco.node.release.ShadowScorer;
import reco.node.request.LiveRanker;
import reco.node.request.LiveTrial;
import reco.ranker.Device;
import reco.ranker.OnnxModel;
import reco.ranker.Registry;
import reco.ranker.ScoringModel;

/** The ranker: an actor a version in memory. */
final class ServedRanker implements ServedModel {
  private static final Logger LOG = LoggerFactory.getLogger(ServedRanker.class);
  static final String NAME = "ranker";

  private final Registry registry;
  private final Node node;
  private final RecordedRequests requests;
  private final ReleaseSettings settings;
  private final MeterRegistry meters;

  private final Map<Integer, LiveRanker> loaded = new HashMap<>();
  private Optional<Integer> serving = Optional.empty();
  private Optional<Integer> before = Optional.empty();
  private Optional<Trial> trial = Optional.empty();
  private volatile Optional<ShadowScorer> shadow = Optional.empty();
  private volatile Optional<Beginning> canary = Optional.empty();
  private volatile Device running = Device.CPU;

  /** The canary with both versions as they were when it began. */
  private record Beginning(
      LiveRanker canary, Health canaryThen, LiveRanker serving, Health servingThen) {}

  ServedRanker(
      Registry registry,
      Node node,
      RecordedRequests requests,
      ReleaseSettings settings,
      MeterRegistry meters) {
    this.registry = registry;
    this.node = node;
    this.requests = requests;
    this.settings = settings;
    this.meters = meters;
    for (Device device : Device.values()) {
      Gauge.builder("reco.ranker.device", () -> device == running ? 1 : 0)
          .description("1 for what the newest ranker in memory runs on")
          .tag("device", device.wireName())
          .register(meters);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean canBeTried() {
    return true;
  }

  @Override
  public String prove(Registry.Artefact artefact) {
    try (OnnxModel model = OnnxModel.load(artefact, FeatureSpec.CURRENT.hash())) {
      return "golden rows, and " + requests.prove(model);
    }
  }

  @Override
  public void serve(int version, Optional<Trial> wanted) {
    LiveRanker ranker = ranker(version);
    Optional<LiveTrial> liveTrial = wanted.map(each -> begin(each, ranker));
    node.serve(ranker, liveTrial);
    Optional<ShadowScorer> ended = shadow.filter(scorer -> !isObservedBy(liveTrial, scorer));
    if (ended.isPresent()) {
      shadow = Optional.empty();
    }
    ended.ifPresent(ShadowScorer::close);
    if (!liveTrial.map(LiveTrial.Canary.class::isInstance).orElse(false)) {
      canary = Optional.empty();
    }
    if (!serving.equals(Optional.of(version))) {
      before = serving;
      serving = Optional.of(version);
    }
    trial = wanted;
    unloadOthers();
  }

  private static boolean isObservedBy(Optional<LiveTrial> trial, ShadowScorer scorer) {
    return trial.orElse(null) instanceof LiveTrial.Shadow(_, var observer) && observer == scorer;
  }

  private LiveTrial begin(Trial wanted, LiveRanker ranker) {
    return switch (wanted) {
      case Trial.Canary share -> {
        LiveRanker other = ranker(share.version());
        if (canary.filter(now -> now.canary == other && now.serving == ranker).isEmpty()) {
          canary =
              Optional.of(
                  new Beginning(other, other.health().now(), ranker, ranker.health().now()));
        }
        yield new LiveTrial.Canary(NAME, share, other);
      }
      case Trial.Shadow share -> {
        if (!trial.map(share::equals).orElse(false) || shadow.isEmpty()) {
          var started = ShadowScorer.start(load(share.version()), settings.shadowQueue(), meters);
          shadow.ifPresent(ShadowScorer::close);
          shadow = Optional.of(started);
        }
        yield new LiveTrial.Shadow(share, shadow.orElseThrow());
      }
    };
  }

  private LiveRanker ranker(int version) {
    LiveRanker known = loaded.get(version);
    if (known != null) {
      return known;
    }
    LiveRanker fresh = node.load(load(version));
    loaded.put(version, fresh);
    return fresh;
  }

  private ScoringModel load(int version) {
    OnnxModel model =
        OnnxModel.load(registry.open(NAME, version), FeatureSpec.CURRENT.hash(), settings.device());
    try {
      running = model.device();
      LOG.info("{} has scored {}", model.version(), requests.prove(model));
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private void unloadOthers() {
    Set<Integer> kept = new HashSet<>();
    serving.ifPresent(kept::add);
    before.ifPresent(kept::add);
    trial.map(Trial::version).ifPresent(kept::add);
    loaded
        .entrySet()
        .removeIf(entry -> {
          boolean goes = !kept.contains(entry.getKey());
          if (goes) {
            node.unload(entry.getValue());
          }
          return goes;
        });
  }

  @Override
  public boolean isInMemory(int version) {
    return loaded.containsKey(version);
  }

  @Override
  public Optional<Integer> serving() {
    return serving;
  }

  @Override
  public Optional<Canaried> canaried() {
    return canary.map(now ->
        new Canaried(
            now.canary.health().now().since(now.canaryThen),
            now.serving.health().now().since(now.servingThen)));
  }

  @Override
  public Optional<ShadowReport> shadowed() {
    return shadow.map(ShadowScorer::report);
  }

  @Override
  public void close() {
    shadow.ifPresent(ShadowScorer::close);
  }
}
