package reco.model.interaction;

/**
 * A record's place in the log.
 *
 * @param topic hash of the topic's id, so that a topic made anew is not mistaken for the old one
 */
public record LogPosition(long topic, int partition, long offset) {}
