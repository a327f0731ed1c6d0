/**
 * The program: the root command, its subcommands, the configuration and the wiring of each role.
 */
@NullMarked
package reco.app;

import org.jspecify.annotations.NullMarked;
