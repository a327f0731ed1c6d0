/** Users' query vectors: made in batches beside the requests, and kept for the next ones. */
@NullMarked
package reco.node.query;

import org.jspecify.annotations.NullMarked;
