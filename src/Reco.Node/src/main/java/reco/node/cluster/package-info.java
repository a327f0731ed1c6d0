/** A node put together: the actor system, its actors and what it serves from. */
@NullMarked
package reco.node.cluster;

import org.jspecify.annotations.NullMarked;
