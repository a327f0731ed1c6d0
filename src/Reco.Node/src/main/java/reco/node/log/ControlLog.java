package reco.node.log;

import java.util.concurrent.CompletionStage;
import reco.admin.v1.AuditRecord;
import reco.model.ranking.Parameter;
import reco.model.release.ReleaseDecision;

/** Where changes of parameters and of releases become durable and reach every node. */
public interface ControlLog {
  CompletionStage<Void> set(Parameter parameter, double value);

  /** Appends a decision; whether it counts is known once it has been read again. */
  CompletionStage<Void> decide(ReleaseDecision decision);

  /** Writes down what an operator had done. */
  CompletionStage<Void> audit(AuditRecord record);
}
