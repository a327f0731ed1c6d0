package reco.node.operator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.pattern.Patterns;
import reco.admin.v1.ShardRow;
import reco.admin.v1.ShardRows;
import reco.admin.v1.ShardsQuestion;
import reco.node.user.ShardedUsers;

/** The shards of users on this node. Counting costs it one message a shard. */
public final class ShardCensus {
  private static final Duration BUDGET = Duration.ofSeconds(1);

  private final ActorRef region;

  public ShardCensus(ActorSystem<?> system) {
    this.region =
        ClusterSharding.get(Adapter.toClassic(system)).shardRegion(ShardedUsers.TYPE.name());
  }

  /** Counts them, or those that the question names. */
  public CompletionStage<ShardRows> count(ShardsQuestion question) {
    return Patterns.ask(region, ShardRegion.getShardRegionStateInstance(), BUDGET)
        .thenApply(state -> rows((ShardRegion.CurrentShardRegionState) state, question));
  }

  private static ShardRows rows(
      ShardRegion.CurrentShardRegionState state, ShardsQuestion question) {
    String key = question.getUserId();
    int wanted = key.isEmpty() ? question.getShard() : ShardedUsers.shardOf(key);
    var rows = ShardRows.newBuilder();
    state.getShards().stream()
        .filter(shard -> wanted < 0 || shard.shardId().equals(Integer.toString(wanted)))
        .map(shard -> row(shard, question, key, wanted >= 0))
        .sorted((one, other) -> Integer.compare(one.getShard(), other.getShard()))
        .forEach(rows::addRows);
    return rows.build();
  }

  private static ShardRow row(
      ShardRegion.ShardState shard, ShardsQuestion question, String key, boolean withUsers) {
    var row =
        ShardRow.newBuilder()
            .setShard(Integer.parseInt(shard.shardId()))
            .setUsers(shard.getEntityIds().size());
    if (!key.isEmpty()) {
      return shard.getEntityIds().contains(key) ? row.addUserIds(key).build() : row.build();
    }
    return withUsers ? row.addAllUserIds(page(shard, question)).build() : row.build();
  }

  private static List<String> page(ShardRegion.ShardState shard, ShardsQuestion question) {
    return shard.getEntityIds().stream()
        .sorted()
        .filter(id -> id.compareTo(question.getAfter()) > 0)
        .limit(question.getLimit())
        .toList();
  }
}
