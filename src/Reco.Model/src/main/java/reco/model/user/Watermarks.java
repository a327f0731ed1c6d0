package reco.model.user;

import java.util.Optional;
import reco.model.interaction.LogPosition;

/** The highest offset applied per (topic, partition). Immutable. */
public final class Watermarks {
  /** Whether the event at that position has been applied. */
  public boolean reached(LogPosition position) {
    return false;
  }

  /** Of the record applied last; empty where none was. */
  public Optional<LogPosition> latest() {
    return Optional.empty();
  }
}
