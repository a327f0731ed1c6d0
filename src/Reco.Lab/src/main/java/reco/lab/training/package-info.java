/** From the log to a trained model: what is written for the trainer, and the trainer's child. */
@NullMarked
package reco.lab.training;

import org.jspecify.annotations.NullMarked;
