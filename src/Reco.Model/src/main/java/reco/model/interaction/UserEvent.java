package reco.model.interaction;

/** One change of a user, as the log of interactions holds it. */
public sealed interface UserEvent permits Interaction, ProfileChange {
  /** Unique per tenant; a repeated one within the window of the state counts once. */
  String eventId();

  /** When it happened, epoch milliseconds. */
  long timeMillis();
}
