package reco.node.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.SelfUp;
import org.apache.pekko.cluster.typed.Subscribe;

/** The actor system of a node: a member of its cluster from start to close. */
public final class NodeSystem implements AutoCloseable {
  private static final String NAME = "reco";
  private static final Duration SPAWN_TIMEOUT = Duration.ofSeconds(10);

  private static final Executor BLOCKING = work -> Thread.ofVirtual().start(work);

  private final ActorSystem<SpawnProtocol.Command> system;

  private NodeSystem(ActorSystem<SpawnProtocol.Command> system) {
    this.system = system;
  }

  /**
   * Starts the system and joins: the seed nodes, or, where none are configured, itself alone.
   * Blocks until this node is up.
   *
   * @param config as {@link NodeConfig#load} makes it
   * @throws NodeStartException where it cannot join in time
   */
  public static NodeSystem start(Config config) {
    var system = ActorSystem.create(SpawnProtocol.create(), NAME, withRoles(config));
    var node = new NodeSystem(system);
    var up = new CompletableFuture<SelfUp>();
    node.spawn(awaitUp(up), "await-up", Props.empty());
    var cluster = Cluster.get(system);
    if (config.getStringList("reco.node.seed-nodes").isEmpty()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
    var timeout = config.getDuration("reco.node.join-timeout");
    try {
      up.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException late) {
      node.close();
      throw new NodeStartException(
          "cluster: not up after %s; expected an answer of the seed nodes %s"
              .formatted(timeout, config.getStringList("reco.node.seed-nodes")),
          late);
    }
    return node;
  }

  private static Config withRoles(Config config) {
    List<String> roles = NodeRole.of(config).stream().map(NodeRole::roleName).toList();
    return config.withValue("pekko.cluster.roles", ConfigValueFactory.fromIterable(roles));
  }

  /** The system, for extensions and streams. */
  public ActorSystem<?> actorSystem() {
    return system;
  }

  /** This node's name in its cluster, {@code HOST:PORT}. */
  public String name() {
    return memberName(Cluster.get(system).selfMember().address());
  }

  /** The name of a member by its address, {@code HOST:PORT}. */
  public static String memberName(Address address) {
    return "%s:%s".formatted(address.host().get(), address.port().get());
  }

  /** Starts an actor; its name is made unique where it is taken. */
  public <T> ActorRef<T> spawn(Behavior<T> behavior, String name, Props props) {
    return AskPattern.<SpawnProtocol.Command, ActorRef<T>>ask(
            system,
            replyTo -> new SpawnProtocol.Spawn<>(behavior, name, props, replyTo),
            SPAWN_TIMEOUT,
            system.scheduler())
        .toCompletableFuture()
        .join();
  }

  /**
   * Has work done before the node hands its shards over, whether it leaves by itself, is asked to
   * leave, or is taken out of the cluster by the others.
   */
  public void beforeLeaving(Runnable work) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "end-service",
            () -> CompletableFuture.runAsync(work, BLOCKING).thenApply(_ -> Done.getInstance()));
  }

  /** Completes when the node has left and its actors have ended, with what made it. */
  public CompletableFuture<NodeEnd> ended() {
    return system
        .getWhenTerminated()
        .thenApply(_ -> end(CoordinatedShutdown.get(system).getShutdownReason()))
        .toCompletableFuture();
  }

  private static NodeEnd end(Optional<CoordinatedShutdown.Reason> reason) {
    boolean left =
        reason.filter(CoordinatedShutdown.clusterLeavingReason()::equals).isPresent()
            || reason.filter(CoordinatedShutdown.jvmExitReason()::equals).isPresent();
    return left ? NodeEnd.LEFT : NodeEnd.DOWNED;
  }

  /** Begins to leave the cluster as {@link #close} does, and does not wait for it. */
  public void leave() {
    CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterLeavingReason());
  }

  /**
   * Ends what was named to {@link #beforeLeaving}, hands the node's shards over, leaves the cluster
   * and ends all actors; blocks until then.
   */
  @Override
  public void close() {
    CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.jvmExitReason())
        .toCompletableFuture()
        .join();
  }

  private static Behavior<SelfUp> awaitUp(CompletableFuture<SelfUp> up) {
    return Behaviors.setup(context -> {
      Cluster.get(context.getSystem())
          .subscriptions()
          .tell(Subscribe.create(context.getSelf(), SelfUp.class));
      return Behaviors.receiveMessage(event -> {
        up.complete(event);
        return Behaviors.stopped();
      });
    });
  }
}
