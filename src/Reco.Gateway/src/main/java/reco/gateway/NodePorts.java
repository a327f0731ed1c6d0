package reco.gateway;

import java.time.Clock;
import reco.gateway.service.Logs;
import reco.gateway.service.Operations;
import reco.gateway.service.Surfaces;
import reco.node.catalogue.LiveCatalogue;
import reco.node.request.Recommender;
import reco.node.user.Users;

/**
 * What stands behind the gateway.
 *
 * @param catalogue this node's, which follows the log of items
 * @param clock of everything that is checked, stamped or expires
 */
public record NodePorts(
    Recommender recommender,
    Users users,
    LiveCatalogue catalogue,
    Surfaces surfaces,
    Logs logs,
    Operations operations,
    Clock clock) {}
