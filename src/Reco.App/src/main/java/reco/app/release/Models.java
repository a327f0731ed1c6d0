package reco.app.release;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.internal.v1.DecisionTrace;
import reco.model.release.Release;
import reco.model.release.ReleaseChange;
import reco.model.release.ReleaseChange.EndTrial;
import reco.model.release.ReleaseChange.Promote;
import reco.model.release.ReleaseChange.Try;
import reco.model.release.ReleaseDecision;
import reco.model.release.Releases;
import reco.model.release.Trial;
import reco.model.release.VersionLabel;
import reco.node.cluster.Node;
import reco.node.log.ControlLog;
import reco.ranker.Gate;
import reco.ranker.ModelRefusedException;
import reco.ranker.Registry;
import reco.streams.CatalogueFollower;

/**
 * Keeps in service on this node what the decisions in the control log say, and decides itself where
 * it may: the first version of a model, newer ones that pass the gate, the end of a canary that
 * breaks a guardrail. Every decision goes through the log and comes back from it, so every node
 * does the same, and a node that starts again serves what it served before.
 *
 * <p>All of it happens on one thread; loading never touches the threads that answer.
 */
public final class Models implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Models.class);
  private static final int PARITY_READ_EACH = 30;
  private static final Duration APPLIED_WITHIN = Duration.ofMinutes(2);

  private final Registry registry;
  private final List<ServedModel> served;
  private final ReleaseSettings settings;
  private final ControlLog log;
  private final InstantSource clock;
  private final String node;

  private final AtomicReference<Releases> releases = new AtomicReference<>(Releases.NONE);
  private final Map<ReleaseDecision, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
  private final Map<String, String> problems = new ConcurrentHashMap<>();
  private final Map<String, String> serving = new ConcurrentHashMap<>();
  private final Map<String, Double> parity = new ConcurrentHashMap<>();
  private final Set<String> refused = new HashSet<>();
  private int polls;

  // A lower priority is a wish, not what correctness rests on.
  @SuppressWarnings("ThreadPriorityCheck")
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("models").priority(Thread.MIN_PRIORITY).daemon().factory());

  private volatile boolean isStarted;

  /**
   * The retrieval model and the ranker of a node.
   *
   * @param newestTraces recorded requests, at most as many as asked for
   * @param nodeName who decides where no operator does
   */
  public static Models of(
      Registry registry,
      Node node,
      CatalogueFollower catalogue,
      ReleaseSettings settings,
      IntFunction<List<DecisionTrace>> newestTraces,
      ControlLog log,
      InstantSource clock,
      MeterRegistry meters,
      String nodeName) {
    var requests = new RecordedRequests(() -> newestTraces.apply(settings.traces()));
    return new Models(
        registry,
        List.of(
            new ServedRetrieval(registry, catalogue, requests),
            new ServedRanker(registry, node, requests, settings, meters)),
        settings,
        log,
        clock,
        meters,
        "node " + nodeName);
  }

  /**
   * @param node who decides where no operator does
   */
  Models(
      Registry registry,
      List<ServedModel> served,
      ReleaseSettings settings,
      ControlLog log,
      InstantSource clock,
      MeterRegistry meters,
      String node) {
    this.registry = registry;
    this.served = List.copyOf(served);
    this.settings = settings;
    this.log = log;
    this.clock = clock;
    this.node = node;
    for (ServedModel model : served) {
      Gauge.builder("reco.model.version", () -> versionInService(model.name()))
          .tag("model", model.name())
          .register(meters);
      Gauge.builder(
              "reco.parity.largest.difference", () -> parity.getOrDefault(model.name(), Double.NaN))
          .tag("model", model.name())
          .register(meters);
    }
  }

  /** Takes a decision from the log; called in the log's order. */
  public void decided(ReleaseDecision decision) {
    Optional<String> refusal = releases.get().of(decision.model()).refusal(decision);
    releases.updateAndGet(before -> before.after(decision));
    if (isStarted) {
      thread.execute(() -> applied(decision, refusal));
    }
  }

  private void applied(ReleaseDecision decision, Optional<String> refusal) {
    LOG.info(
        "{}: {} by {} ({}){}",
        decision.model(),
        decision.change().describe(),
        decision.by(),
        decision.reason(),
        refusal.map(why -> " does not count: " + why).orElse(""));
    find(decision.model()).ifPresent(this::reconcile);
    var waiting = awaited.remove(decision);
    if (waiting != null) {
      refusal.ifPresentOrElse(
          why -> waiting.completeExceptionally(new ReleaseRefusedException(why)),
          () -> waiting.complete(null));
    }
  }

  /** Serves what has been decided, or the newest versions that prove themselves; blocks. */
  public void start() {
    isStarted = true;
    List<CompletableFuture<Void>> decisions =
        on(
                () -> {
                  served.forEach(this::reconcile);
                  return served.stream().flatMap(model -> considerNewer(model).stream()).toList();
                })
            .join();
    decisions.forEach(this::awaitQuietly);
  }

  /** Looks for newer versions and after a canary; called every few seconds. */
  public void poll() {
    if (thread.isShutdown()) {
      return; // the node ends
    }
    thread.execute(() -> {
      try {
        for (ServedModel model : served) {
          Release release = release(model.name());
          if (!model.serving().equals(release.serving())) {
            reconcile(model);
          }
          considerNewer(model);
          watchCanary(model);
          if (polls % PARITY_READ_EACH == 0) {
            readParity(model);
          }
        }
        polls++;
      } catch (UncheckedIOException e) {
        LOG.warn("the registry cannot be asked: {}", e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("looking after the models failed", e);
      }
    });
  }

  private void readParity(ServedModel model) {
    model
        .serving()
        .flatMap(version -> registry.attached(model.name(), version, Gate.PARITY))
        .ifPresent(report ->
            parity.put(
                model.name(),
                Math.max(
                    report.get("largest_score_difference").getAsDouble(),
                    report.get("largest_feature_difference").getAsDouble())));
  }

  /** Takes what has been published into service now where it may; blocks. */
  public void serveNewest() {
    List<CompletableFuture<Void>> decisions =
        on(() -> served.stream().flatMap(model -> considerNewer(model).stream()).toList()).join();
    decisions.forEach(this::awaitQuietly);
  }

  private void awaitQuietly(CompletableFuture<Void> decision) {
    try {
      decision.join();
    } catch (RuntimeException e) {
      LOG.warn("a decision did not count: {}", e.getMessage());
    }
  }

  /** Brings what serves in line with what is decided; what cannot be loaded leaves it as it is. */
  private void reconcile(ServedModel model) {
    Release release = release(model.name());
    if (release.serving().isEmpty()) {
      return;
    }
    int wanted = release.serving().get();
    boolean serves =
        tries(model, wanted, release.trial())
            || (release.trial().isPresent() && endsTrial(model, release))
            || model.serving().isPresent()
            || older(model.name(), wanted)
                .anyMatch(version -> tries(model, version, Optional.empty()));
    if (!serves) {
      LOG.warn("no version of {} can be served", model.name());
    }
    model.serving().ifPresent(version -> serving.put(model.name(), release.label(version)));
  }

  /** The version decided on, without the trial that cannot be loaded, which is ended. */
  private boolean endsTrial(ServedModel model, Release release) {
    boolean serves = tries(model, release.serving().orElseThrow(), Optional.empty());
    if (serves) {
      String why = problems.getOrDefault(release.label(trialVersion(release)), "cannot be loaded");
      decideAlone(model, new EndTrial(), why);
    }
    return serves;
  }

  private static int trialVersion(Release release) {
    return release.trial().map(Trial::version).orElse(0);
  }

  private Stream<Integer> older(String name, int version) {
    return Stream.concat(
        release(name).previous().stream(),
        registry.versions(name).reversed().stream().filter(other -> other != version));
  }

  private boolean tries(ServedModel model, int version, Optional<Trial> trial) {
    Release release = release(model.name());
    String label = release.label(trial.map(Trial::version).orElse(version));
    try {
      model.serve(version, trial);
      problems.remove(label);
      problems.remove(release.label(version));
      return true;
    } catch (ModelRefusedException | UncheckedIOException e) {
      problems.put(label, String.valueOf(e.getMessage()));
      LOG.warn("{} is refused: {}", label, e.getMessage());
      return false;
    }
  }

  /** Whether a decision about a model is on its way through the log. */
  private boolean isDeciding(ServedModel model) {
    return awaited.keySet().stream().anyMatch(each -> each.model().equals(model.name()));
  }

  /** Decides about the newest version that nobody has decided about, where a node may. */
  private Optional<CompletableFuture<Void>> considerNewer(ServedModel model) {
    Release release = release(model.name());
    boolean isFirst = release.serving().isEmpty();
    if (isDeciding(model)
        || release.held()
        || release.trial().isPresent()
        || (settings.onPublish() == ReleaseSettings.OnPublish.NOTHING && !isFirst)) {
      return Optional.empty();
    }
    for (int version : registry.versions(model.name()).reversed()) {
      String label = release.label(version);
      if (version <= release.considered()) {
        break;
      }
      if (!refused.contains(label)) {
        Verdict verdict = Verdict.of(model, version, registry, settings.gate());
        if (verdict.passed()) {
          return Optional.of(
              decideAlone(model, change(model, version, isFirst), "newer, and passed the gate"));
        }
        refused.add(label);
        problems.put(label, verdict.refusal().orElse(""));
        LOG.warn("{} does not pass the gate: {}", label, verdict.refusal().orElse(""));
      }
    }
    return Optional.empty();
  }

  private ReleaseChange change(ServedModel model, int version, boolean isFirst) {
    boolean isTried =
        settings.onPublish() == ReleaseSettings.OnPublish.CANARY && model.canBeTried() && !isFirst;
    return isTried
        ? new Try(new Trial.Canary(version, settings.canaryShare()))
        : new Promote(version);
  }

  /** Ends a canary that breaks a guardrail; promotes one that a node began and that has soaked. */
  private void watchCanary(ServedModel model) {
    Release release = release(model.name());
    if (!(release.trial().orElse(null) instanceof Trial.Canary canary) || isDeciding(model)) {
      return;
    }
    var did = model.canaried();
    var breach = did.flatMap(each -> settings.guardrails().breach(each.serving(), each.canary()));
    if (breach.isPresent()) {
      LOG.warn("{} breaks a guardrail: {}", release.label(canary.version()), breach.get());
      decideAlone(model, new EndTrial(), "guardrail: " + breach.get());
      return;
    }
    boolean hasSoaked =
        lastCounted(model.name())
            .filter(ReleaseDecision::automatic)
            .filter(
                begun -> clock.millis() - begun.timeMillis() >= settings.canarySoak().toMillis())
            .isPresent();
    boolean wasAsked =
        did.filter(each -> each.canary().asked() >= settings.guardrails().leastRequests())
            .isPresent();
    if (hasSoaked && wasAsked) {
      decideAlone(model, new Promote(canary.version()), "the canary has soaked");
    }
  }

  /** The last decision about a model that counted. */
  Optional<ReleaseDecision> lastCounted(String model) {
    return releases.get().audit().reversed().stream()
        .filter(entry -> entry.refusal().isEmpty())
        .map(Releases.Entry::decision)
        .filter(decision -> decision.model().equals(model))
        .findFirst();
  }

  /** Writes down what no operator decided. */
  private CompletableFuture<Void> decideAlone(
      ServedModel model, ReleaseChange change, String reason) {
    return decide(model.name(), change, true, node, reason);
  }

  /**
   * Writes a decision down.
   *
   * @return completes when this node serves by it; fails with {@link ReleaseRefusedException} where
   *     it did not count
   */
  CompletableFuture<Void> decide(
      String model, ReleaseChange change, boolean automatic, String by, String reason) {
    var decision =
        new ReleaseDecision(
            model,
            release(model).number(),
            change,
            automatic,
            automatic ? 0 : registry.latest(model).orElse(0),
            by,
            reason,
            clock.millis());
    var outcome = new CompletableFuture<Void>();
    awaited.put(decision, outcome);
    log.decide(decision)
        .whenComplete((_, failure) -> {
          if (failure != null) {
            outcome.completeExceptionally(failure);
          }
        });
    return outcome
        .orTimeout(APPLIED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, _) -> awaited.remove(decision));
  }

  /** Runs work on the thread that changes models. */
  <T> CompletableFuture<T> on(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, thread);
  }

  Verdict validate(ServedModel model, int version) {
    return Verdict.of(model, version, registry, settings.gate());
  }

  Releases releases() {
    return releases.get();
  }

  Release release(String model) {
    return releases.get().of(model);
  }

  Optional<ServedModel> find(String name) {
    return served.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** Models that this node serves, by their names in the registry. */
  List<String> names() {
    return served.stream().map(ServedModel::name).toList();
  }

  /** Why a version is not in service though it was meant to be, by its label. */
  Map<String, String> problems() {
    return Map.copyOf(problems);
  }

  /** What an operator should know, a line each. */
  public List<String> notices() {
    List<String> notices = new ArrayList<>();
    for (String model : names()) {
      Release release = release(model);
      release
          .serving()
          .map(release::label)
          .filter(decided -> !decided.equals(inService(model)))
          .ifPresent(decided ->
              notices.add(
                  "%s was promoted, but %s serves: %s"
                      .formatted(
                          decided, inService(model), problems.getOrDefault(decided, "loading"))));
    }
    return notices;
  }

  /** The version of a model that serves now, {@code ranker@v3}; "none" before the first. */
  public String inService(String model) {
    return serving.getOrDefault(model, "none");
  }

  private double versionInService(String model) {
    return VersionLabel.parse(inService(model)).map(VersionLabel::version).orElse(0);
  }

  /** The version that retrieves now, "none" before the first. */
  public String retrieval() {
    return inService(ServedRetrieval.NAME);
  }

  /** Whether queries are made by a sequence encoder. */
  public boolean hasEncoder() {
    return served.stream()
        .anyMatch(model -> model instanceof ServedRetrieval retrieval && retrieval.hasEncoder());
  }

  /** The version that ranks now, "none" before the first. */
  public String ranker() {
    return inService(ServedRanker.NAME);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    served.forEach(ServedModel::close);
  }
}
