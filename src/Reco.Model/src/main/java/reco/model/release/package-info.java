/** Which version of a model serves whom: decisions, in order, and what they come to. */
@NullMarked
package reco.model.release;

import org.jspecify.annotations.NullMarked;
