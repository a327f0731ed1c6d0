package reco.model.decision;

/** What decided. */
public record Versions(
    String ranker,
    String retrieval,
    String catalogue,
    String pipeline,
    String parameters,
    String featureSpec) {}
