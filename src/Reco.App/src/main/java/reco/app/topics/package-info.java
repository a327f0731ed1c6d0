/** The topics Reco stands on: their declaration in configuration and their creation at start. */
@NullMarked
package reco.app.topics;

import org.jspecify.annotations.NullMarked;
