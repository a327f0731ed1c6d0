package reco.node.user;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.Murmur2NoEnvelopeMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import reco.model.id.UserId;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.node.deadline.Budgets;

/**
 * The users of a cluster, one entity each, by {@link UserId#key()}. Kafka's own hash places them: a
 * user's shard is the partition that holds the user's records.
 */
public final class ShardedUsers implements Users {
  public static final EntityTypeKey<UserActor.Command> TYPE =
      EntityTypeKey.create(UserActor.Command.class, "user");

  /** Shards of the cluster and partitions of the interactions topic. Never changes. */
  public static final int SHARDS = 64;

  private final ActorRef<UserActor.Command> region;
  private final Scheduler scheduler;
  private final InstantSource clock;

  private ShardedUsers(
      ActorRef<UserActor.Command> region, Scheduler scheduler, InstantSource clock) {
    this.region = region;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /**
   * Starts this node's share of them, or, where it has not the role, the way to the others'.
   *
   * @param role of the nodes that hold users
   */
  public static ShardedUsers start(
      ActorSystem<?> system,
      String role,
      UserStateStore store,
      UserSettings settings,
      InstantSource clock,
      UserMetrics metrics) {
    var region =
        ClusterSharding.get(system)
            .init(
                Entity.of(
                        TYPE,
                        entity ->
                            UserActor.create(
                                UserId.parse(entity.getEntityId()),
                                store,
                                settings,
                                clock,
                                metrics))
                    .withRole(role)
                    .withMessageExtractor(new ByUser())
                    .withStopMessage(UserActor.Stop.STOP));
    return new ShardedUsers(region, system.scheduler(), clock);
  }

  /** The shard of a user by {@link UserId#key}. */
  public static int shardOf(String key) {
    return Integer.parseInt(new ByUser().shardId(key));
  }

  @Override
  public CompletionStage<Observed> observe(
      UserId user, List<Observation> group, long lineage, Duration timeout) {
    return AskPattern.<UserActor.Command, UserActor.ObserveReply>ask(
            region,
            replyTo -> new UserActor.Observe(user, group, lineage, replyTo),
            timeout,
            scheduler)
        .thenApply(reply ->
            switch (reply) {
              case UserActor.Observed(long revision) -> new Observed(revision);
              case UserActor.Refused(var cause) -> throw new UserUnavailableException(cause);
            });
  }

  @Override
  public CompletionStage<Read> read(UserId user, Optional<LogPosition> atLeast, Duration budget) {
    long deadlineMillis = clock.millis() + Budgets.ofCallee(budget).toMillis();
    return AskPattern.<UserActor.Command, UserActor.ReadReply>ask(
            region,
            replyTo -> new UserActor.Read(user, atLeast, deadlineMillis, replyTo),
            budget,
            scheduler)
        .thenApply(reply ->
            switch (reply) {
              case UserActor.State(var state, var stale) -> new Read(state, stale);
              case UserActor.Refused(var cause) -> throw new UserUnavailableException(cause);
            });
  }

  /** A user's shard by Kafka's own formula, so that it equals the partition of the user's log. */
  static final class ByUser extends Murmur2NoEnvelopeMessageExtractor<UserActor.Command> {
    ByUser() {
      super(SHARDS);
    }

    @Override
    public String entityId(UserActor.Command message) {
      if (message instanceof UserActor.Request request) {
        return request.user().key();
      }
      throw new IllegalArgumentException(
          "got " + message.getClass().getSimpleName() + ", expected a request that names its user");
    }
  }
}
