/** Scores, re-ranking and exploration. */
@NullMarked
package reco.model.ranking;

import org.jspecify.annotations.NullMarked;
