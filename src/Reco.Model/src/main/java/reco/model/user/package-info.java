/** One user's live state and the pure reducer that makes it. */
@NullMarked
package reco.model.user;

import org.jspecify.annotations.NullMarked;
