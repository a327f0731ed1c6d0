/** Load over HTTP, measured from when each request was due. */
@NullMarked
package reco.lab.load;

import org.jspecify.annotations.NullMarked;
