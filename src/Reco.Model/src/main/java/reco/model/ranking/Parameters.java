package reco.model.ranking;

import java.util.Map;

/**
 * The live numbers of scoring, re-ranking and exploration: bounded, set through the control topic,
 * part of each decision's record.
 */
public record Parameters(Map<String, Double> values) {
  public Parameters {
    values = Map.copyOf(values);
  }

  public double get(Parameter parameter) {
    return values.getOrDefault(parameter.parameterName(), parameter.standard());
  }
}
