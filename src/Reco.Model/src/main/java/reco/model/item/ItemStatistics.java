package reco.model.item;

import reco.model.id.UserId;
import reco.model.interaction.Observation;
import reco.model.pipeline.SourceAnswer;

/**
 * What is counted of items from everyone's interactions: counters with time tiles, trending and
 * popular lists, directed time-decayed co-visitation. Rebuilt from the log at start; one writer,
 * many readers; reads are lock-free.
 */
public final class ItemStatistics {
  /** Counts one event once: by offset, and by event id within the user's window. */
  public void apply(UserId user, Observation observation) {
    throw new UnsupportedOperationException();
  }

  /** Publishes the ranked lists anew; called about once a second. */
  public void refresh(long nowMillis) {
    throw new UnsupportedOperationException();
  }

  public float value(long item, ItemStatistic statistic, long nowMillis) {
    return 0;
  }

  /** Items most interacted with lately, best first. */
  public SourceAnswer trending(String source, int count) {
    return SourceAnswer.of(source, new long[0], new float[0]);
  }

  /** Items with most positive interactions in 30 days, best first. */
  public SourceAnswer popular(String source, int count) {
    return SourceAnswer.of(source, new long[0], new float[0]);
  }

  /**
   * Directed co-visitation of the last items, newest first: score(b) = sum over i of decay^i C[a_i,
   * b] normalised by both items' counts; the anchor is the history item that gave most.
   */
  public SourceAnswer coVisited(String source, long[] lastItems, int count) {
    return SourceAnswer.of(source, new long[0], new float[0]);
  }
}
