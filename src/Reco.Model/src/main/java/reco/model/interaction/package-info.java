/** What users do, as the log holds it. */
@NullMarked
package reco.model.interaction;

import org.jspecify.annotations.NullMarked;
