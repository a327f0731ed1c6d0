package reco.gateway.service;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import reco.admin.v1.AuditRecord;
import reco.admin.v1.Status;
import reco.model.ranking.Parameters;
import reco.node.operator.ClusterOperations;

/**
 * What a node can say of itself.
 *
 * @param ready whether it serves at full quality; asked by every probe, so cheap
 * @param parameters as they hold on this node now
 * @param audits what operators did last, the newest first
 */
public record Operations(
    Supplier<Status> status,
    BooleanSupplier ready,
    Supplier<Parameters> parameters,
    Replayer replayer,
    ModelOperations models,
    ClusterOperations cluster,
    Supplier<List<AuditRecord>> audits) {}
