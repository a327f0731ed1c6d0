/** How many requests are let in at once, and for how long. */
@NullMarked
package reco.gateway.admission;

import org.jspecify.annotations.NullMarked;
