/** Which model versions serve on this node: proof, swap, rollback, trials and their guardrails. */
@NullMarked
package reco.app.release;

import org.jspecify.annotations.NullMarked;
