/** Ports to the durable logs; the Kafka side implements them. */
@NullMarked
package reco.node.log;

import org.jspecify.annotations.NullMarked;
