package reco.model.counting;

import reco.model.interaction.InteractionType;

/** What one interaction changes for one item. */
public sealed interface ItemDelta {
  /** Key of the item that changes. */
  long item();

  /** When the interaction happened, epoch milliseconds. */
  long timeMillis();

  /** Which of so many partitions counts an item. */
  static int partition(long item, int partitions) {
    return (int) Long.remainderUnsigned(item, partitions);
  }

  /**
   * A user interacted with the item.
   *
   * @param value stars of a rating
   * @param region of the user, "" where it is not known
   */
  record Interacted(
      long item, long timeMillis, InteractionType type, float value, String region, Visit visit)
      implements ItemDelta {}

  /**
   * A user who had the item went on to another.
   *
   * @param next key of the other
   * @param distance steps between them, 1 or more
   */
  record Followed(long item, long timeMillis, long next, int distance) implements ItemDelta {}

  /**
   * How an interaction that is positive or consumes its item stands in the sequence of its user's
   * steps.
   *
   * @param isStep whether the user was elsewhere before
   * @param isFirst whether the item is none of the user's last steps
   * @param before keys of the user's last steps, newest first; empty where this is no step
   */
  record Visit(boolean isStep, boolean isFirst, long[] before) {
    /** Of an interaction that neither is positive nor consumes. */
    public static final Visit NONE = new Visit(false, false, new long[0]);
  }
}
