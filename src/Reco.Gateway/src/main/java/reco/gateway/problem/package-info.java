/** What a caller is told when a request is refused or fails, over REST and gRPC alike. */
@NullMarked
package reco.gateway.problem;

import org.jspecify.annotations.NullMarked;
