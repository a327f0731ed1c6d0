package reco.gateway.service;

import java.util.concurrent.CompletionStage;
import reco.admin.v1.ReplayReport;
import reco.internal.v1.DecisionTrace;

/** Decides a traced request again from what it recorded. */
@FunctionalInterface
public interface Replayer {
  /** Fails with IllegalStateException, and why, where this node cannot replay that decision. */
  CompletionStage<ReplayReport> replay(DecisionTrace trace);
}
