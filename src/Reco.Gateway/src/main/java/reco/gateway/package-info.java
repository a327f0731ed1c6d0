/** The front door: one port for gRPC, REST and web pages. */
@NullMarked
package reco.gateway;

import org.jspecify.annotations.NullMarked;
