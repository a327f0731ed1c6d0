/** A real Kafka broker and a real Redis as child processes of this one, for one machine. */
@NullMarked
package reco.app.embedded;

import org.jspecify.annotations.NullMarked;
