package reco.node.cluster;

import com.typesafe.config.Config;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import reco.model.item.UserNeighbours;
import reco.model.pipeline.Pipelines;
import reco.model.retrieval.RecentItems;
import reco.model.retrieval.RetrievalModel;
import reco.model.retrieval.SequenceEncoder;
import reco.model.user.UserState;
import reco.node.index.IndexConfig;
import reco.node.index.IndexPartitions;
import reco.node.query.EncodedQueries;
import reco.node.query.EncoderActor;
import reco.node.query.EncoderMetrics;
import reco.node.query.EncoderSettings;
import reco.node.query.Queries;
import reco.node.ranking.RankerActor;
import reco.node.ranking.RankerMetrics;
import reco.node.ranking.RankerSettings;
import reco.node.request.LiveRanker;
import reco.node.request.LiveTrial;
import reco.node.request.PipelineRecommender;
import reco.node.request.Recommender;
import reco.node.request.RequestDependencies;
import reco.node.request.RequestMetrics;
import reco.node.request.RequestSettings;
import reco.node.request.Retrieval;
import reco.node.request.ServingState;
import reco.node.request.Sources;
import reco.node.request.WarmUp;
import reco.node.user.ObservedUserStateStore;
import reco.node.user.ShardedUsers;
import reco.node.user.UserMetrics;
import reco.node.user.UserSettings;
import reco.node.user.Users;
import reco.ranker.ScoringModel;

/**
 * The actors of one node, put together: users by shards, requests, ranker and index partitions.
 * Models come and go while it runs.
 */
public final class Node {
  /** How long a request that began with the models before may go on with them. */
  private static final Duration IN_USE = Duration.ofSeconds(30);

  private final NodeSystem system;
  private final NodeParts parts;
  private final Config config;
  private final ServingState serving;
  private final UserMetrics userMetrics;
  private final EncoderMetrics encoderMetrics;
  private final Users users;
  private final RequestDependencies requests;
  private final Recommender recommender;
  private final RankerMetrics rankerMetrics;
  private final AtomicInteger rankers = new AtomicInteger();

  private Node(NodeSystem system, NodeParts parts) {
    this.system = system;
    this.parts = parts;
    this.config = system.actorSystem().settings().config();
    this.serving = new ServingState(parts.catalogue(), parts.statistics(), Pipelines.load(config));
    this.userMetrics = new UserMetrics(parts.meters());
    this.rankerMetrics = new RankerMetrics(parts.meters());
    this.encoderMetrics = new EncoderMetrics(parts.meters());
    this.users =
        ShardedUsers.start(
            system.actorSystem(),
            NodeRole.NODE.roleName(),
            new ObservedUserStateStore(parts.store(), this::compare),
            UserSettings.of(config.getConfig("reco.node.user")),
            parts.clock(),
            userMetrics);
    this.requests =
        new RequestDependencies(
            users,
            serving,
            Sources.all(),
            parts.decisions()::record,
            RequestSettings.of(config.getConfig("reco.node.request")),
            parts.clock(),
            new RequestMetrics(parts.meters(), parts.catalogue()::size));
    this.recommender = recommender(requests);
  }

  private void compare(UserState state) {
    parts
        .statistics()
        .neighbours()
        .put(state.user(), RecentItems.of(state, 0, UserNeighbours.HISTORY));
  }

  /**
   * Starts the actors; no models are served yet.
   *
   * @param system whose configuration has {@code reco.node} and {@code reco.pipelines}
   */
  public static Node start(NodeSystem system, NodeParts parts) {
    return new Node(system, parts);
  }

  public Users users() {
    return users;
  }

  public Recommender recommender() {
    return recommender;
  }

  /** What requests are served from; parameters and pipelines are replaced there. */
  public ServingState serving() {
    return serving;
  }

  /** User actors alive on this node. */
  public int activeUsers() {
    return userMetrics.active();
  }

  /**
   * Empty index partitions for a retrieval model: to be filled, and then served together with it.
   */
  public IndexPartitions newPartitions(RetrievalModel model) {
    var indexes = IndexConfig.of(config.getConfig("reco.node.index"));
    return IndexPartitions.start(
        model.version(),
        indexes.partitions(),
        _ -> indexes.emptyIndex(model.dimension(), dispatcher("reco.node.upkeep-dispatcher")),
        (behavior, name) ->
            system.spawn(
                behavior, name, DispatcherSelector.fromConfig("reco.node.index-dispatcher")),
        system.actorSystem().scheduler(),
        parts.clock());
  }

  /**
   * Retrieves by a model and its vectors from now on; those before end when they are done.
   *
   * @param partitions filled with the model's vectors
   */
  public void serve(RetrievalModel model, IndexPartitions partitions) {
    var retrieval = new Retrieval(model, partitions, newQueries(model));
    serving.replace(retrieval).ifPresent(before -> later(before::stop));
  }

  private Queries newQueries(RetrievalModel model) {
    return model
        .encoder()
        .map(encoder -> encoded(model, encoder))
        .orElseGet(() -> Queries.of(model));
  }

  private Queries encoded(RetrievalModel model, SequenceEncoder encoder) {
    var settings = EncoderSettings.of(config.getConfig("reco.node.encoder"));
    var actor =
        system.spawn(
            EncoderActor.create(model, encoder, settings.batchUsers(), encoderMetrics),
            "encoder",
            DispatcherSelector.fromConfig("reco.node.encoder-dispatcher"));
    return new EncodedQueries(model, encoder, settings, actor, encoderMetrics);
  }

  /** Takes a ranker's version into memory; it serves nobody before {@link #serve}. */
  public LiveRanker load(ScoringModel model) {
    return new LiveRanker(model.version(), newRanker(model));
  }

  /** Ranks by a loaded version from now on, with a trial beside it or none. */
  public void serve(LiveRanker ranker, Optional<LiveTrial> trial) {
    serving.replace(ranker, trial);
  }

  /** Ends a version that serves nobody any more, once the requests that began with it are done. */
  public void unload(LiveRanker ranker) {
    later(() -> ranker.actor().tell(new RankerActor.Stop()));
  }

  /** Ranks by a model from now on. */
  public void serve(ScoringModel model) {
    serve(load(model), Optional.empty());
  }

  /**
   * Answers synthetic requests on every surface, so that the first real ones meet warm code. They
   * are recorded nowhere. Blocks until they are answered.
   *
   * @return how many were answered without a fault
   */
  public int warmUp(int requestCount) {
    var unrecorded =
        requests.unrecorded(new RequestMetrics(new SimpleMeterRegistry(), parts.catalogue()::size));
    return new WarmUp(recommender(unrecorded), serving, parts.clock()).run(requestCount);
  }

  private Recommender recommender(RequestDependencies dependencies) {
    var dispatcher = DispatcherSelector.fromConfig("reco.node.request-dispatcher");
    var actors =
        system.spawn(
            PipelineRecommender.requests(dependencies, dispatcher), "requests", Props.empty());
    return new PipelineRecommender(dependencies, actors);
  }

  private ActorRef<RankerActor.Command> newRanker(ScoringModel model) {
    return system.spawn(
        RankerActor.create(
            model,
            RankerSettings.of(config.getConfig("reco.node.ranker")),
            dispatcher("reco.node.ranker-dispatcher"),
            parts.clock(),
            rankerMetrics),
        "ranker-" + rankers.incrementAndGet(),
        Props.empty());
  }

  private Executor dispatcher(String path) {
    return system.actorSystem().dispatchers().lookup(DispatcherSelector.fromConfig(path));
  }

  private void later(Runnable end) {
    var actorSystem = system.actorSystem();
    actorSystem.scheduler().scheduleOnce(IN_USE, end, actorSystem.executionContext());
  }
}
