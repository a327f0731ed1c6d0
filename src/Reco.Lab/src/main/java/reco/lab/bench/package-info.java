/** Measurements of a running server, each a command that prints a table and writes JSON. */
@NullMarked
package reco.lab.bench;

import org.jspecify.annotations.NullMarked;
