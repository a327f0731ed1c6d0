/** A cluster on one machine: a JVM a node, started, watched and ended together. */
@NullMarked
package reco.app.cluster;

import org.jspecify.annotations.NullMarked;
