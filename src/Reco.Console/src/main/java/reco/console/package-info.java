/**
 * The operator's commands: thin clients of the gRPC services, for people and, in JSON, for
 * programs.
 */
@NullMarked
package reco.console;

import org.jspecify.annotations.NullMarked;
