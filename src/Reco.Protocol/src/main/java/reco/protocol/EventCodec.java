package reco.protocol;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.Arrays;
import java.util.stream.Collectors;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Origin;
import reco.model.interaction.Subject;
import reco.protocol.Decoded.Invalid;
import reco.v1.Event;

/** Interactions as events of the public API and of the log. */
public final class EventCodec {
  public static final long MAX_AHEAD_MILLIS = 5 * 60_000L;
  public static final long MAX_BEHIND_MILLIS = 7 * 24 * 60 * 60_000L;
  public static final double MAX_DURATION_SEC = 86_400;
  public static final double MIN_RATING = 0.5;
  public static final double MAX_RATING = 5;
  public static final int MAX_QUERY_BYTES = 512;
  public static final int MAX_ATTRIBUTION_BYTES = 512;
  private static final int MAX_POSITION = 65_535;
  public static final int MAX_SURFACE_BYTES = 64;
  public static final int MAX_NAME_BYTES = 128;

  private static final String SESSION_PREFIX = "session:";
  private static final String KNOWN_TYPES =
      "one of "
          + Arrays.stream(InteractionType.values())
              .map(InteractionType::wireName)
              .collect(Collectors.joining(", "));

  private EventCodec() {}

  /**
   * An event that a client sent. What the client left out is filled in: the event id and the time.
   * Category and creator are the catalogue's to say, so the event's are not taken.
   *
   * @param newEventId for an event without one
   * @param nowMillis for an event without a time; a time may be 5 minutes ahead of it and 7 days
   *     behind
   */
  public static Decoded<UserInteraction> decodeSubmitted(
      String tenant, Event event, String newEventId, long nowMillis) {
    var complete = complete(event, newEventId, nowMillis);
    var checks =
        new Checks()
            .that(
                !event.getUserId().startsWith(SESSION_PREFIX),
                "user_id",
                event.getUserId(),
                "an id that does not start with 'session:'; an anonymous visitor has a session_id")
            .that(
                nowMillis - millis(complete.getTimestamp()) <= MAX_BEHIND_MILLIS,
                "timestamp",
                text(complete.getTimestamp()),
                "at most 7 days behind the server");
    return decode(checks, tenant, complete, nowMillis);
  }

  /**
   * An event as the log holds it, of any age.
   *
   * @param appendedMillis when the log took it, so that what a replay refuses does not depend on
   *     when it runs; the event's time may be 5 minutes ahead of it
   */
  public static Decoded<UserInteraction> decodeLogged(
      String tenant, Event event, long appendedMillis) {
    return decode(new Checks(), tenant, event, appendedMillis);
  }

  /** The event of an interaction, complete as the log holds it. */
  public static Event encode(UserId user, Interaction interaction) {
    var subject = interaction.subject();
    var origin = interaction.origin();
    var event =
        Event.newBuilder()
            .setEventId(interaction.eventId())
            .setUserId(user.id())
            .setItemId(subject.id())
            .setEvent(interaction.type().wireName())
            .setTimestamp(Timestamps.fromMillis(interaction.timeMillis()))
            .setQuery(origin.query())
            .setAttribution(origin.attribution())
            .setSurface(origin.surface())
            .setItemCategory(subject.category())
            .setItemCreator(subject.creator());
    if (origin.position() != Origin.NOWHERE) {
      event.setPosition(origin.position());
    }
    if (interaction.type() == InteractionType.RATING) {
      event.setRating(interaction.value());
    } else if (interaction.value() != 0) {
      event.setDurationSec(interaction.value());
    }
    return event.build();
  }

  /** The interaction of an event that {@link #encode} made; nothing is checked. */
  static Interaction interaction(String tenant, Event event) {
    return interaction(tenant, event, InteractionType.ofWireName(event.getEvent()).orElseThrow());
  }

  private static Event complete(Event event, String newEventId, long nowMillis) {
    var complete = event.toBuilder().clearItemCategory().clearItemCreator();
    if (event.getEventId().isEmpty()) {
      complete.setEventId(newEventId);
    }
    if (!event.hasTimestamp()) {
      complete.setTimestamp(Timestamps.fromMillis(nowMillis));
    }
    return complete.build();
  }

  private static Decoded<UserInteraction> decode(
      Checks checks, String tenant, Event event, long nowMillis) {
    var type = InteractionType.ofWireName(event.getEvent());
    if (type.isEmpty()) {
      return new Invalid<>("event", event.getEvent(), KNOWN_TYPES);
    }
    checkUser(checks, event);
    checkSubject(checks, event, type.get());
    checkValue(checks, event, type.get());
    checkOrigin(checks, event, type.get());
    checkTime(checks, event, nowMillis);
    return checks
        .id("event_id", event.getEventId())
        .decode(
            () -> new UserInteraction(user(tenant, event), interaction(tenant, event, type.get())));
  }

  private static void checkUser(Checks checks, Event event) {
    boolean hasUser = !event.getUserId().isEmpty();
    boolean hasSession = !event.getSessionId().isEmpty();
    checks.that(
        hasUser || hasSession, "user_id", event.getUserId(), "exactly one of user_id, session_id");
    checks.that(
        !(hasUser && hasSession),
        "session_id",
        event.getSessionId(),
        "exactly one of user_id, session_id");
    if (hasSession) {
      checks.id("session_id", event.getSessionId());
    } else {
      checks.id("user_id", withoutPrefix(event.getUserId()));
    }
  }

  private static void checkSubject(Checks checks, Event event, InteractionType type) {
    if (type.needsItem() || !event.getItemId().isEmpty()) {
      checks.id("item_id", event.getItemId());
    }
    checks.text("item_category", event.getItemCategory(), MAX_NAME_BYTES);
    checks.text("item_creator", event.getItemCreator(), MAX_NAME_BYTES);
  }

  private static void checkValue(Checks checks, Event event, InteractionType type) {
    double duration = event.getDurationSec();
    double rating = event.getRating();
    checks.that(
        !event.hasDurationSec() || type.hasDuration(),
        "duration_sec",
        duration,
        "none with " + type.wireName());
    checks.that(
        duration >= 0 && duration <= MAX_DURATION_SEC,
        "duration_sec",
        duration,
        "0 to 86400 seconds");
    checks.that(
        event.hasRating() == (type == InteractionType.RATING),
        "rating",
        event.hasRating() ? rating : "",
        event.hasRating() ? "none with " + type.wireName() : "0.5 to 5 with rating");
    checks.that(
        !event.hasRating() || (rating >= MIN_RATING && rating <= MAX_RATING),
        "rating",
        rating,
        "0.5 to 5");
  }

  private static void checkOrigin(Checks checks, Event event, InteractionType type) {
    checks.that(
        event.getQuery().isEmpty() || type == InteractionType.SEARCH,
        "query",
        event.getQuery(),
        "none with " + type.wireName());
    checks.text("query", event.getQuery(), MAX_QUERY_BYTES);
    checks.text("attribution", event.getAttribution(), MAX_ATTRIBUTION_BYTES);
    checks.text("surface", event.getSurface(), MAX_SURFACE_BYTES);
    checks.that(
        event.getPosition() >= 0 && event.getPosition() <= MAX_POSITION,
        "position",
        event.getPosition(),
        "0 to " + MAX_POSITION);
  }

  private static void checkTime(Checks checks, Event event, long nowMillis) {
    var time = event.getTimestamp();
    checks.that(
        event.hasTimestamp() && Timestamps.isValid(time) && millis(time) > 0,
        "timestamp",
        event.hasTimestamp() ? text(time) : "",
        "a time after 1970");
    checks.that(
        millis(time) - nowMillis <= MAX_AHEAD_MILLIS,
        "timestamp",
        text(time),
        "at most 5 minutes ahead of the server");
  }

  private static UserId user(String tenant, Event event) {
    return event.getSessionId().isEmpty()
        ? new UserId(tenant, event.getUserId())
        : UserId.ofSession(tenant, event.getSessionId());
  }

  private static Interaction interaction(String tenant, Event event, InteractionType type) {
    return new Interaction(
        event.getEventId(),
        millis(event.getTimestamp()),
        type,
        subject(tenant, event),
        (float) (type == InteractionType.RATING ? event.getRating() : event.getDurationSec()),
        new Origin(
            event.getSurface(),
            event.getQuery(),
            event.getAttribution(),
            event.hasPosition() ? event.getPosition() : Origin.NOWHERE));
  }

  private static Subject subject(String tenant, Event event) {
    return event.getItemId().isEmpty()
        ? Subject.NONE
        : Subject.of(
            new ItemId(tenant, event.getItemId()), event.getItemCategory(), event.getItemCreator());
  }

  private static String withoutPrefix(String userId) {
    return userId.startsWith(SESSION_PREFIX) ? userId.substring(SESSION_PREFIX.length()) : userId;
  }

  /** Epoch milliseconds; those of the epoch's end for what is no time. */
  private static long millis(Timestamp time) {
    return Timestamps.isValid(time) ? Timestamps.toMillis(time) : Long.MIN_VALUE / 2;
  }

  private static String text(Timestamp time) {
    return Timestamps.isValid(time) ? Timestamps.toString(time) : time.getSeconds() + " s";
  }
}
