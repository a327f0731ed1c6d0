/**
 * The Kafka side of a node: interactions in, dead letters, followers of the catalogue, of
 * everyone's interactions and of the control topic, and the log of decisions.
 */
@NullMarked
package reco.streams;

import org.jspecify.annotations.NullMarked;
