/** What a cluster does when something happens to one of its nodes. */
@NullMarked
package reco.cluster;

import org.jspecify.annotations.NullMarked;
