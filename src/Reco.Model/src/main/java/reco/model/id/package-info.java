/** Identifiers of users and items, and the one hash of the system. */
@NullMarked
package reco.model.id;

import org.jspecify.annotations.NullMarked;
