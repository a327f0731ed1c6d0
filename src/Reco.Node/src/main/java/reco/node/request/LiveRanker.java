package reco.node.request;

import org.apache.pekko.actor.typed.ActorRef;
import reco.node.ranking.RankerActor;
import reco.node.ranking.RankerHealth;

/**
 * A version of the ranker in memory, with its actor.
 *
 * @param health counts what it does for its requests
 */
public record LiveRanker(String version, ActorRef<RankerActor.Command> actor, RankerHealth health) {
  public LiveRanker(String version, ActorRef<RankerActor.Command> actor) {
    this(version, actor, new RankerHealth());
  }
}
