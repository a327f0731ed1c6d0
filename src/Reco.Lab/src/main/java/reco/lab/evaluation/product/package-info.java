/** The product's own pipeline as a method: what a server would answer after the same log. */
@NullMarked
package reco.lab.evaluation.product;

import org.jspecify.annotations.NullMarked;
