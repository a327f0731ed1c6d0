package reco.model.retrieval;

import java.util.List;

/**
 * Makes queries of sequences of items, several in one pass. A pass takes some tenths of a
 * millisecond a user, so it has no place on a request's thread. Thread-safe.
 */
public interface SequenceEncoder {
  /** Most items of a sequence that count; older ones need not be given. */
  int longest();

  /**
   * One query a sequence, in their order; length 0 where it knows none of a sequence's items.
   *
   * @param sequences item keys, oldest first
   */
  List<float[]> encode(List<long[]> sequences);
}
