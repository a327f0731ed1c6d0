/**
 * Whether what was served is what replay and trainer make of the same log: features by the reducer,
 * scores by the trainer's runtime.
 */
@NullMarked
package reco.lab.parity;

import org.jspecify.annotations.NullMarked;
