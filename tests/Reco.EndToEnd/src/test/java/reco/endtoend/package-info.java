/** The whole system over its public faces: real Kafka, Redis and models in child processes. */
@NullMarked
package reco.endtoend;

import org.jspecify.annotations.NullMarked;
