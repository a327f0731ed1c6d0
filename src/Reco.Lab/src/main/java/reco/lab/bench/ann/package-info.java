/** Measures vector indexes beside others, on the same vectors, in one run. */
@NullMarked
package reco.lab.bench.ann;

import org.jspecify.annotations.NullMarked;
