package reco.model.slate;

import reco.model.decision.Decision.Reason;

/**
 * An item of a slate that a later page will serve.
 *
 * @param item its key
 * @param score carried in half precision, about three digits
 * @param propensity carried in half precision; the decision's record has it exactly
 * @param source the first source that proposed it, "" where none is known
 */
public record PinnedItem(
    long item, float score, float propensity, boolean explored, String source, Reason reason) {}
