/** One node with all roles in one JVM: what is started, in which order, and what it serves by. */
@NullMarked
package reco.app.engine;

import org.jspecify.annotations.NullMarked;
