/** The services of the public and the admin API over the ports of a node. */
@NullMarked
package reco.gateway.service;

import org.jspecify.annotations.NullMarked;
