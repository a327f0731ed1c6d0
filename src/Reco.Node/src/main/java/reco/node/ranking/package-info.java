/** The actor that batches requests into forward passes of the ranker. */
@NullMarked
package reco.node.ranking;

import org.jspecify.annotations.NullMarked;
