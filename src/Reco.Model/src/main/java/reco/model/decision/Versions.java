package reco.model.decision;

/** What decided. */
public record Versions(
    String ranker,
    String retrieval,
    String catalogue,
    String pipeline,
    String parameters,
    String featureSpec) {
  /** The same with another ranker. */
  public Versions rankedBy(String other) {
    return new Versions(other, retrieval, catalogue, pipeline, parameters, featureSpec);
  }
}
