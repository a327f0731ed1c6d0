/**
 * How well what is recommended meets what people take next: protocols that hold items out, metrics
 * over the ranking of all items, and the product's own pipeline beside baselines.
 */
@NullMarked
package reco.lab.evaluation;

import org.jspecify.annotations.NullMarked;
