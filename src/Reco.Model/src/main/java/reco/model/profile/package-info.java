/** What is known of a user beside the interactions. */
@NullMarked
package reco.model.profile;

import org.jspecify.annotations.NullMarked;
