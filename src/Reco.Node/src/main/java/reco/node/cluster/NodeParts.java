package reco.node.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import reco.model.item.ItemCatalogue;
import reco.model.item.ItemStatistics;
import reco.node.log.DecisionLog;
import reco.node.user.UserStateStore;

/** What a node is given: its store and logs, what it reads, and the world's clock. */
public record NodeParts(
    ItemCatalogue catalogue,
    ItemStatistics statistics,
    UserStateStore store,
    DecisionLog decisions,
    InstantSource clock,
    MeterRegistry meters) {}
