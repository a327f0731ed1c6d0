package reco.node.log;

import java.util.concurrent.CompletionStage;
import reco.model.ranking.Parameter;

/** Where changes of parameters become durable and reach every node. */
public interface ControlLog {
  CompletionStage<Void> set(Parameter parameter, double value);
}
