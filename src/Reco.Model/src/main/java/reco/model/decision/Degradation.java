package reco.model.decision;

/** A stage that could not do its part, and why. */
public record Degradation(String stage, String cause) {}
