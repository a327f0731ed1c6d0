/** A candidate beside the serving model: scoring in its shadow, and what came of it. */
@NullMarked
package reco.node.release;

import org.jspecify.annotations.NullMarked;
