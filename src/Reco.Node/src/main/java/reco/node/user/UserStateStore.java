package reco.node.user;

import java.util.concurrent.CompletionStage;
import reco.model.id.UserId;
import reco.model.user.UserState;

/**
 * Where the users' records are durable. Its compare-and-set is the fence between two live copies of
 * one user's actor: of two writers that read the same revision, one is told of the conflict.
 *
 * <p>Stages fail with {@link StoreUnavailableException} where the store cannot answer now; a save
 * that failed so may or may not have happened.
 */
public interface UserStateStore extends AutoCloseable {
  /**
   * The stored state at its revision; {@link UserState#empty} at revision 0 where there is none.
   *
   * @return fails with {@link reco.protocol.CorruptStateException} where the record cannot be read;
   *     it is then put aside, so that the next load finds none
   */
  CompletionStage<Stored> load(UserId user);

  /**
   * Stores a state at its own revision, if the stored one has the revision expected.
   *
   * @param expectedRevision 0 where there must be no record
   * @param next made from a record of its lineage
   */
  CompletionStage<SaveResult> compareAndSet(long expectedRevision, Stored next);

  @Override
  void close();

  /**
   * A state as a store holds it.
   *
   * @param lineage of that store, as {@link Checkpoints} has it; 0 where it has none yet
   */
  record Stored(UserState state, long lineage) {}

  /** What became of a save. */
  sealed interface SaveResult {
    /** The store holds the new state. */
    record Saved() implements SaveResult {}

    /**
     * Somebody else has written, or the store has lost writes.
     *
     * @param foundRevision the stored revision, 0 where the record is gone
     */
    record Conflict(long foundRevision) implements SaveResult {}

    /** The store has another lineage by now; nothing was written. */
    record Replaced() implements SaveResult {}
  }
}
