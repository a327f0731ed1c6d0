/** The item side: from everyone's interactions to what is counted of each item. */
@NullMarked
package reco.model.counting;

import org.jspecify.annotations.NullMarked;
