/** Pages and probes beside the API. */
@NullMarked
package reco.gateway.web;

import org.jspecify.annotations.NullMarked;
