/** How time is shared out between a caller and what it calls. */
@NullMarked
package reco.node.deadline;

import org.jspecify.annotations.NullMarked;
