/**
 * Vector retrieval behind one port, {@link reco.index.VectorIndex}: which items of this partition
 * lie nearest to a query. It speaks in item keys (longs) and vectors (floats) only, and knows no
 * actor and no network; files only as snapshots.
 */
@NullMarked
package reco.index;

import org.jspecify.annotations.NullMarked;
