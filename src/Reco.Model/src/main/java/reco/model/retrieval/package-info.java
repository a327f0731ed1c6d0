/** From a user's history to a query vector. */
@NullMarked
package reco.model.retrieval;

import org.jspecify.annotations.NullMarked;
