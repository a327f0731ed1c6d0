/** What operators ask of a cluster's nodes, and have them do. */
@NullMarked
package reco.node.operator;

import org.jspecify.annotations.NullMarked;
