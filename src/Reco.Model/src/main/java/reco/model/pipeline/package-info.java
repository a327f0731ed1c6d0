/** The declaration of a surface's funnel. */
@NullMarked
package reco.model.pipeline;

import org.jspecify.annotations.NullMarked;
