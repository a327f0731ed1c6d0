/** What travels between the nodes of a cluster, as protobuf. */
@NullMarked
package reco.node.wire;

import org.jspecify.annotations.NullMarked;
