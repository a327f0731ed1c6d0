package reco.app.engine;

import com.typesafe.config.Config;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.app.operator.Audits;
import reco.app.operator.NodeOperator;
import reco.app.operator.NodeReport;
import reco.app.release.LiveModels;
import reco.app.release.Models;
import reco.app.release.Registries;
import reco.app.release.ReleaseSettings;
import reco.gateway.Gateway;
import reco.gateway.GatewayConfig;
import reco.gateway.NodePorts;
import reco.gateway.service.Logs;
import reco.gateway.service.Operations;
import reco.gateway.service.Surfaces;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemStatistic;
import reco.model.item.ItemStatistics;
import reco.model.item.StatisticsSettings;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Pipelines;
import reco.node.catalogue.CatalogueSnapshot;
import reco.node.catalogue.LiveCatalogue;
import reco.node.catalogue.MappedItemTexts;
import reco.node.cluster.Node;
import reco.node.cluster.NodeEnd;
import reco.node.cluster.NodeParts;
import reco.node.cluster.NodeRole;
import reco.node.cluster.NodeSystem;
import reco.node.counting.ItemPartitionSettings;
import reco.node.counting.ItemPartitions;
import reco.node.log.DecisionLog;
import reco.node.operator.OperatedCluster;
import reco.node.request.ServingState;
import reco.node.user.Checkpoints;
import reco.node.user.RedisSettings;
import reco.node.user.RedisUserStateStore;
import reco.ranker.Registry;
import reco.streams.CatalogueFollower;
import reco.streams.DeadLetters;
import reco.streams.InteractionStream;
import reco.streams.ItemDeltaStream;
import reco.streams.ItemStatsFollower;
import reco.streams.KafkaCatalogueLog;
import reco.streams.KafkaClients;
import reco.streams.KafkaControlLog;
import reco.streams.KafkaDecisionLog;
import reco.streams.KafkaInteractionLog;
import reco.streams.KafkaItemDeltaLog;
import reco.streams.KafkaItemStatsLog;
import reco.streams.TopicFollower;
import reco.streams.TopicNames;
import reco.streams.TraceFinder;

/**
 * A node with the roles that it is configured for: actors, streams, followers, gateway. Reads top
 * to bottom in the order in which the parts start; they close in the opposite one. What needs the
 * cluster ends before the node leaves it, the rest after.
 */
public final class Engine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);
  private static final String NODE_NAME = "node-name";
  private static final int WARM_UP_REQUESTS = 300;
  private static final Duration REGISTRY_POLL = Duration.ofSeconds(2);

  private final Parts parts;
  private final Parts members = new Parts();
  private final Set<NodeRole> roles;
  private final Clock clock = Clock.systemUTC();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ItemCatalogue catalogue;
  private final ItemStatistics statistics;

  private final KafkaInteractionLog interactions;
  private final KafkaCatalogueLog items;
  private final Node node;
  private final NodeSystem system;
  private final LogReaders readers;
  private final Models models;
  private final Gateway gateway;
  private final Audits audits = new Audits();
  private volatile boolean ready;

  /**
   * @param config complete and resolved
   * @param state the folder of models and snapshots
   */
  private Engine(Config config, Path state, Parts parts) {
    this.parts = parts;
    this.roles = NodeRole.of(config);
    Registry registry = Registries.open(config, state);
    catalogue = new ItemCatalogue(closing(new MappedItemTexts(state.resolve("catalogue/texts"))));
    statistics = new ItemStatistics(StatisticsSettings.of(config.getConfig("reco.node.items")));
    Build build = Build.current(ReleaseSettings.of(config.getConfig("reco.release")).device());
    closing(new JvmMeters(meters));
    KafkaClients clients = new KafkaClients(config);
    TopicNames topics = TopicNames.of(config);

    interactions = closing(new KafkaInteractionLog(clients, topics));
    items = closing(new KafkaCatalogueLog(clients, topics));
    KafkaControlLog control = closing(new KafkaControlLog(clients, topics));
    KafkaDecisionLog decisions =
        closing(
            new KafkaDecisionLog(
                config, clients, topics, meters, build.version(), build.platform()));
    DeadLetters deadLetters = closing(new DeadLetters(clients, topics, meters));
    RedisUserStateStore store =
        closing(
            RedisUserStateStore.connect(
                RedisSettings.of(config.getConfig("reco.node.redis")),
                new LiveFeatures(catalogue, this::serving, clock),
                meters));

    KafkaItemStatsLog itemStats = closing(new KafkaItemStatsLog(clients, topics));

    system = closing(NodeSystem.start(config));
    Duration notice = config.getDuration("reco.gateway.leave-notice");
    system.beforeLeaving(() -> endService(notice));
    node =
        Node.start(
            system,
            new NodeParts(
                catalogue,
                statistics,
                store,
                store
                    .feeds()
                    .<DecisionLog>map(feeds -> new PublishedDecisions(decisions, feeds))
                    .orElse(decisions),
                clock,
                meters));

    LiveCatalogue live = new LiveCatalogue(catalogue);
    CatalogueFollower catalogueFollower =
        member(
            CatalogueFollower.start(
                clients,
                topics,
                live,
                new CatalogueSnapshot(
                    state.resolve("catalogue/snapshot"), clock, deleteRetention(config)),
                node));
    ItemPartitions.start(
        system.actorSystem(),
        NodeRole.NODE.roleName(),
        new KafkaItemDeltaLog(system.actorSystem(), config, clients, topics),
        itemStats,
        ItemPartitionSettings.of(config.getConfig("reco.node.items")),
        state.resolve("items"),
        clock,
        meters);
    TopicFollower statisticsFollower =
        member(ItemStatsFollower.start(clients, topics, statistics, catalogue, clock));
    var traces = new TraceFinder(clients, topics.decisionTraces());
    models =
        member(
            Models.of(
                registry,
                node,
                catalogueFollower,
                ReleaseSettings.of(config.getConfig("reco.release")),
                traces::recent,
                control,
                clock,
                meters,
                system.name()));
    TopicFollower controlFollower =
        member(
            KafkaControlLog.follow(
                clients,
                topics,
                change ->
                    node.serving().replace(change.apply(node.serving().current().parameters())),
                models::decided,
                audits::add));
    CompletableFuture.allOf(
            catalogueFollower.caughtUp().toCompletableFuture(),
            statisticsFollower.caughtUp().toCompletableFuture(),
            controlFollower.caughtUp().toCompletableFuture())
        .join();

    if (roles.contains(NodeRole.RANKER)) {
      serveModels();
    }
    readers =
        roles.contains(NodeRole.STREAMS)
            ? readers(config, clients, topics, deadLetters, store.checkpoints(), state)
            : LogReaders.none();
    NodeStatus status =
        new NodeStatus(
            system.name(), build, clock, node, catalogue, readers, meters, models, () -> ready);
    closing(
        NodeOperator.start(
            system, new NodeReport(roles, status, readers::partitions, meters), clock));
    gateway = member(gateway(config, ports(live, control, decisions, status, registry, build)));
    warmUp();
    ready = true;
  }

  /** Starts everything and returns when it serves. */
  public static Engine start(Config config, Path state) {
    var parts = new Parts();
    try {
      return new Engine(config, state, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T closing(T part) {
    return parts.add(part);
  }

  /** Of a part that needs the cluster. */
  private <T extends AutoCloseable> T member(T part) {
    return members.add(part);
  }

  private void serveModels() {
    models.start();
    var actorSystem = system.actorSystem();
    Cancellable polling =
        actorSystem
            .scheduler()
            .scheduleWithFixedDelay(
                REGISTRY_POLL,
                REGISTRY_POLL,
                models::poll,
                actorSystem.dispatchers().lookup(DispatcherSelector.blocking()));
    member(polling::cancel);
  }

  private LogReaders readers(
      Config config,
      KafkaClients clients,
      TopicNames topics,
      DeadLetters deadLetters,
      Checkpoints checkpoints,
      Path state) {
    var users =
        member(
            InteractionStream.start(
                system.actorSystem(),
                clients,
                topics,
                node.users(),
                checkpoints,
                deadLetters,
                meters));
    var items =
        member(
            ItemDeltaStream.start(
                config, clients, topics, Credentials.of(state, NODE_NAME), meters));
    return new LogReaders(Optional.of(users), Optional.of(items));
  }

  private NodePorts ports(
      LiveCatalogue live,
      KafkaControlLog control,
      DecisionLog decisions,
      NodeStatus status,
      Registry registry,
      Build build) {
    return new NodePorts(
        node.recommender(),
        node.users(),
        live,
        surfaces(node.serving().current().pipelines()),
        new Logs(interactions, items, control, decisions),
        new Operations(
            status,
            () -> ready,
            () -> node.serving().current().parameters(),
            new ModelReplayer(registry, build),
            new LiveModels(models, registry),
            new OperatedCluster(system.actorSystem()),
            audits::newestFirst),
        clock);
  }

  private Gateway gateway(Config config, NodePorts ports) {
    var settings = GatewayConfig.from(config);
    return roles.contains(NodeRole.GATEWAY)
        ? Gateway.start(settings, ports, meters)
        : Gateway.startProbes(settings, ports.operations().ready(), meters);
  }

  /** Balancers learn that this node goes, requests in flight end, the streams drain. */
  private void endService(Duration notice) {
    if (ready) {
      ready = false;
      pause(notice);
    }
    members.close();
  }

  private static void pause(Duration notice) {
    try {
      Thread.sleep(notice);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private ServingState serving() {
    return node.serving();
  }

  private static Duration deleteRetention(Config config) {
    return Duration.ofMillis(config.getLong("reco.kafka.topics.items.kafka.delete.retention.ms"));
  }

  private static Surfaces surfaces(Pipelines pipelines) {
    Map<String, Duration> deadlines =
        pipelines.all().stream().collect(Collectors.toMap(Pipeline::name, Pipeline::deadline));
    return new Surfaces(deadlines);
  }

  /** Answers requests that nobody asked, so that the first real ones meet warm code and models. */
  public void warmUp() {
    long started = System.nanoTime();
    int answered = node.warmUp(WARM_UP_REQUESTS);
    log.info(
        "warmed up with {} requests in {} ms", answered, (System.nanoTime() - started) / 1_000_000);
  }

  /** Where it listens, {@code http://HOST:PORT}. */
  public String url() {
    InetSocketAddress address = gateway.address();
    return "http://%s:%d".formatted(address.getAddress().getHostAddress(), address.getPort());
  }

  /** The log of interactions, for a loader. */
  public KafkaInteractionLog interactions() {
    return interactions;
  }

  /** The log of items, for a loader. */
  public KafkaCatalogueLog items() {
    return items;
  }

  /** The models in service. */
  public Models models() {
    return models;
  }

  public int catalogueSize() {
    return catalogue.size();
  }

  /** Positive interactions that serving has the counts of. */
  public long counted() {
    return (long) statistics.total(ItemStatistic.POSITIVES);
  }

  /** Whether all interactions have reached their user's state and are on their way to items. */
  public boolean isCaughtUp() {
    return readers.isCaughtUp();
  }

  /** Completes when the node is out of its cluster, asked to or not, with what made it. */
  public CompletableFuture<NodeEnd> ended() {
    return system.ended();
  }

  /** Leaves the cluster, then ends all parts, the last started first. */
  @Override
  public void close() {
    parts.close();
  }
}
