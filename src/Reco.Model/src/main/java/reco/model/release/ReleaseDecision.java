package reco.model.release;

/**
 * One decision about a model, as the control log keeps it for ever.
 *
 * @param number how many decisions had counted when it was made: of two that were made on the same
 *     state the first in the log counts
 * @param automatic made by a node itself, which gives way to an operator's rollback
 * @param by an API key's name, or the node
 * @param newest version in the registry when it was made: by themselves nodes look at later ones
 * @param reason why, for the audit
 */
public record ReleaseDecision(
    String model,
    int number,
    ReleaseChange change,
    boolean automatic,
    int newest,
    String by,
    String reason,
    long timeMillis) {}
