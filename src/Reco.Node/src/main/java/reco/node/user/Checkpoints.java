package reco.node.user;

import java.util.concurrent.CompletionStage;

/**
 * Where the log has been applied to, kept in the store of the users' records itself: a store that
 * loses its last writes, is emptied or gives way to an older copy takes its checkpoint back with
 * its records, and so says from where the log is to be read again.
 *
 * <p>A <em>lineage</em> numbers a store's history without such a loss. A store has another one
 * after a restart, a fail-over or an emptying, whether anything was lost or not.
 *
 * <p>Stages fail with {@link StoreUnavailableException} where the store cannot answer now.
 */
public interface Checkpoints {
  /** The lineage of the store that answers now, and how far its records have come. */
  CompletionStage<Checkpoint> read();

  /**
   * Writes a checkpoint, unless the store has another lineage by now.
   *
   * @param next whose records were saved before
   * @return the lineage of the store that answers now; the checkpoint's own where it was written
   */
  CompletionStage<Long> write(Checkpoint next);
}
