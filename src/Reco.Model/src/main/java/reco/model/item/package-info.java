/** The catalogue and what is counted of items. */
@NullMarked
package reco.model.item;

import org.jspecify.annotations.NullMarked;
