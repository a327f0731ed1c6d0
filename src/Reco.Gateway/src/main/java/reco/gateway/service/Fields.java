package reco.gateway.service;

import java.util.Optional;
import reco.gateway.problem.Problem;
import reco.model.id.Ids;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.LogPosition;

/** Reads the fields that several requests have, and says what is wrong with them. */
final class Fields {
  private static final String AN_ID = "1 to %d bytes of UTF-8".formatted(Ids.MAX_BYTES);

  private static final String SESSION_PREFIX = "session:";

  private Fields() {}

  /** The user or visitor that a request names; empty where it names none. */
  static Optional<UserId> userOrSession(String userId, String sessionId) {
    if (!userId.isEmpty() && !sessionId.isEmpty()) {
      throw Problem.invalid("session_id", sessionId, "none beside user_id").asException();
    }
    if (!userId.isEmpty()) {
      return Optional.of(user("user_id", userId));
    }
    return sessionId.isEmpty()
        ? Optional.empty()
        : Optional.of(UserId.ofSession(id("session_id", sessionId)));
  }

  /** A user who has an account. */
  static UserId user(String field, String id) {
    if (id.startsWith(SESSION_PREFIX)) {
      throw Problem.invalid(field, id, "an id without the prefix '%s'".formatted(SESSION_PREFIX))
          .asException();
    }
    return UserId.of(id(field, id));
  }

  /** A user or, with the prefix of sessions, a visitor. */
  static UserId known(String field, String id) {
    return id.startsWith(SESSION_PREFIX)
        ? UserId.ofSession(id(field, id.substring(SESSION_PREFIX.length())))
        : user(field, id);
  }

  static ItemId item(String field, String id) {
    return ItemId.of(id(field, id));
  }

  private static String id(String field, String id) {
    if (!Ids.isValid(id)) {
      throw Problem.invalid(field, id, AN_ID + " without control characters").asException();
    }
    return id;
  }

  /** A number within bounds. */
  static int within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw Problem.invalid(field, Integer.toString(value), "%d to %d".formatted(least, most))
          .asException();
    }
    return value;
  }

  /** A position in the log; empty where the text is. */
  static Optional<LogPosition> watermark(String field, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LogPosition.parse(text));
    } catch (IllegalArgumentException foreign) {
      throw Problem.invalid(field, text, "a watermark that an event was answered with")
          .asException();
    }
  }

  /** A text no longer than an id. */
  static String text(String field, String text) {
    if (!text.isEmpty() && !Ids.isValid(text)) {
      throw Problem.invalid(field, text, "at most %d bytes of UTF-8".formatted(Ids.MAX_BYTES))
          .asException();
    }
    return text;
  }
}
