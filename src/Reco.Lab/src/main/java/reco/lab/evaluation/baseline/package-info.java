/**
 * What every recommender has to beat: simple methods, each with its settings chosen on validation.
 */
@NullMarked
package reco.lab.evaluation.baseline;

import org.jspecify.annotations.NullMarked;
