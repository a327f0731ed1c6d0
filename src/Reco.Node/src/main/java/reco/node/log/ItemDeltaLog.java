package reco.node.log;

import java.util.List;
import java.util.concurrent.CompletionStage;
import reco.model.counting.ItemDelta;

/** The log of what interactions change for items; each item has its partition. */
public interface ItemDeltaLog {
  int partitions();

  /** The id of the log, so that one made anew is not mistaken for it. */
  String id();

  /** Takes the deltas of one partition. */
  interface Reader {
    /**
     * Takes the next deltas, in their order; the ones after them wait for the answer.
     *
     * @param nextOffset where the log goes on
     */
    CompletionStage<?> read(List<ItemDelta> deltas, long nextOffset);

    /** No more will come. */
    void failed(Throwable cause);
  }

  /** An open reading of a partition. */
  interface Reading extends AutoCloseable {
    /** Ends it; the reader may be called once more. */
    @Override
    void close();
  }

  /**
   * Reads a partition on and on; only what is committed.
   *
   * @param offset of the first record wanted; where the log no longer has it, the next one it has
   */
  Reading read(int partition, long offset, Reader reader);
}
