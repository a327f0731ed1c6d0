/** A node's catalogue: kept up to date from its log, with texts and snapshots on disk. */
@NullMarked
package reco.node.catalogue;

import org.jspecify.annotations.NullMarked;
