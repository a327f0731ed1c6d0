/** The retrieval index, scattered over partition actors of one version. */
@NullMarked
package reco.node.index;

import org.jspecify.annotations.NullMarked;
