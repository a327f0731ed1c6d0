/** A decision made from recorded inputs, live or again. */
@NullMarked
package reco.model.decision;

import org.jspecify.annotations.NullMarked;
