package reco.model.interaction;

/** An event together with its place in the log. */
public record Observation(UserEvent event, LogPosition position) {}
