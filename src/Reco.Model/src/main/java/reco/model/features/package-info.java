/** The versioned feature specification. */
@NullMarked
package reco.model.features;

import org.jspecify.annotations.NullMarked;
