package reco.node.log;

import java.util.concurrent.CompletionStage;
import reco.model.id.UserId;
import reco.model.interaction.LogPosition;
import reco.model.interaction.UserEvent;

/** Where accepted interactions become durable. */
public interface InteractionLog {
  /**
   * Appends one event of a user.
   *
   * @return its position once the log holds it on enough replicas; fails with {@link
   *     LogUnavailableException} where it cannot be written now
   */
  CompletionStage<LogPosition> append(UserId user, UserEvent event);
}
