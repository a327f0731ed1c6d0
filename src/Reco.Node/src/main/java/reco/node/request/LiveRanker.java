package reco.node.request;

import org.apache.pekko.actor.typed.ActorRef;
import reco.node.ranking.RankerActor;

/**
 * The ranker that requests are sent to.
 *
 * @param version of the model that it runs now
 */
public record LiveRanker(String version, ActorRef<RankerActor.Command> actor) {}
