/** The sharded user actors and their store. */
@NullMarked
package reco.node.user;

import org.jspecify.annotations.NullMarked;
