/** Who may call what. */
@NullMarked
package reco.gateway.access;

import org.jspecify.annotations.NullMarked;
