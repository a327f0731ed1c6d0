/** The streams against a real broker, which only the application brings along. */
@NullMarked
package reco.streams;

import org.jspecify.annotations.NullMarked;
