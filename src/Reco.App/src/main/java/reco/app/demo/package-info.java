/** Filling an engine: load a dataset, train on what has been logged. */
@NullMarked
package reco.app.demo;

import org.jspecify.annotations.NullMarked;
