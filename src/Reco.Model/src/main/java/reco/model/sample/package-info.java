/** Made-up inputs of decisions: to warm a node up before it is ready, and to test and measure. */
@NullMarked
package reco.model.sample;

import org.jspecify.annotations.NullMarked;
