package reco.node.cluster;

/** How a node's membership ended. */
public enum NodeEnd {
  /** It handed its shards over and left. */
  LEFT,
  /** It was taken out, or took itself out: it could not reach the larger part of the cluster. */
  DOWNED
}
