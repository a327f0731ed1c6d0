package reco.node.user;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import reco.model.id.UserId;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.user.UserState;

/** The sharded user actors, as the rest of a node sees them. */
public interface Users {
  /**
   * Applies a group of one user's events and saves the state.
   *
   * @param lineage of the store from whose checkpoint the log is read; a store of another one
   *     refuses the group
   * @return completes after the save; fails on a timeout, after which the same group may be sent
   *     again
   */
  CompletionStage<Observed> observe(
      UserId user, List<Observation> group, long lineage, Duration timeout);

  /** The user's state; waits within the budget for a position where one is asked for. */
  CompletionStage<Read> read(UserId user, Optional<LogPosition> atLeast, Duration budget);

  /** A group was applied and saved. */
  record Observed(long revision) {}

  /**
   * @param stale whether the position asked for had not been applied in time
   */
  record Read(UserState state, boolean stale) {}
}
