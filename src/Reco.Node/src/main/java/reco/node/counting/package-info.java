/** The item partitions: actors that count what the log of item deltas says, and publish it. */
@NullMarked
package reco.node.counting;

import org.jspecify.annotations.NullMarked;
