/** What HTTP/JSON adds to the gRPC services: strict input, statuses, problems. */
@NullMarked
package reco.gateway.rest;

import org.jspecify.annotations.NullMarked;
