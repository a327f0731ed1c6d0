package reco.gateway.service;

import reco.node.log.CatalogueLog;
import reco.node.log.ControlLog;
import reco.node.log.DecisionLog;
import reco.node.log.InteractionLog;

/** The durable logs that calls write to and ask. */
public record Logs(
    InteractionLog interactions,
    CatalogueLog catalogue,
    ControlLog control,
    DecisionLog decisions) {}
