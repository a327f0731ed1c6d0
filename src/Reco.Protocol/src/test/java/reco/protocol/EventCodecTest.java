package reco.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Origin;
import reco.model.interaction.Subject;
import reco.protocol.Decoded.Invalid;
import reco.protocol.Decoded.Valid;
import reco.v1.Event;

/** What is an event, and what is none. API-10. */
class EventCodecTest {
  private static final long NOW = 1_780_000_000_000L;
  private static final String TENANT = "default";

  @ParameterizedTest
  @EnumSource
  void everyTypeIsKnown(InteractionType type) {
    var event = click().setEvent(type.wireName());
    if (type == InteractionType.RATING) {
      event.setRating(4);
    }

    var interaction = valid(event).interaction();

    assertThat(interaction.type()).isEqualTo(type);
    assertThat(interaction.subject()).isEqualTo(Subject.of(ItemId.of("film")));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refused("event", "played", e -> e.setEvent("played")),
        refused("user_id", "", e -> e.clearUserId()),
        refused("session_id", "s", e -> e.setSessionId("s")),
        refused("user_id", "session:s", e -> e.setUserId("session:s")),
        refused("user_id", "a\u0000b", e -> e.setUserId("a\u0000b")),
        refused("session_id", "a\nb", e -> e.clearUserId().setSessionId("a\nb")),
        refused("event_id", "a\tb", e -> e.setEventId("a\tb")),
        refused("item_id", "", e -> e.clearItemId()),
        refused("item_id", "\u00e6".repeat(65), e -> e.setItemId("\u00e6".repeat(65))),
        refused("duration_sec", "3.0", e -> e.setEvent("like").setDurationSec(3)),
        refused("duration_sec", "NaN", e -> e.setDurationSec(Double.NaN)),
        refused("duration_sec", "-1.0", e -> e.setDurationSec(-1)),
        refused("duration_sec", "86401.0", e -> e.setDurationSec(86_401)),
        refused("duration_sec", "Infinity", e -> e.setDurationSec(Double.POSITIVE_INFINITY)),
        refused("rating", "4.0", e -> e.setRating(4)),
        refused("rating", "", e -> e.setEvent("rating")),
        refused("rating", "0.4", e -> e.setEvent("rating").setRating(0.4)),
        refused("rating", "5.5", e -> e.setEvent("rating").setRating(5.5)),
        refused("rating", "NaN", e -> e.setEvent("rating").setRating(Double.NaN)),
        refused("query", "jazz", e -> e.setQuery("jazz")),
        refused(
            "timestamp",
            "2026-05-28T20:31:40.001Z",
            e -> e.setTimestamp(Timestamps.fromMillis(NOW + 300_001))),
        refused("timestamp", "0 s", e -> e.setTimestamp(Timestamp.newBuilder().setNanos(-1))),
        refused("surface", "x".repeat(65), e -> e.setSurface("x".repeat(65))),
        refused("position", "-1", e -> e.setPosition(-1)),
        refused("attribution", "a\u007fb", e -> e.setAttribution("a\u007fb")));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("refusals")
  void whatBreaksARuleIsRefusedWithItsFieldAndValue(
      String field, String value, UnaryOperator<Event.Builder> change) {
    var refusal = invalid(change.apply(click()));

    assertThat(refusal.field()).isEqualTo(field);
    assertThat(refusal.value()).isEqualTo(new Invalid<>("", value, "").value());
    assertThat(refusal.message()).contains("expected");
  }

  @Test
  void anUnknownTypeIsAnsweredWithTheKnownOnes() {
    assertThat(invalid(click().setEvent("played")).message())
        .startsWith("event: got 'played', expected one of impression, click, view, watch,")
        .endsWith("share, not_interested");
  }

  @Test
  void aSubmittedEventMayBeSevenDaysOldAndALoggedOneOfAnyAge() {
    var week = click().setTimestamp(Timestamps.fromMillis(NOW - 7 * 86_400_000L));
    var older = click().setTimestamp(Timestamps.fromMillis(NOW - 7 * 86_400_000L - 1));

    assertThat(valid(week).interaction().timeMillis()).isEqualTo(NOW - 7 * 86_400_000L);
    assertThat(invalid(older).message()).contains("at most 7 days behind");
    assertThat(EventCodec.decodeLogged(TENANT, older.build(), NOW)).isInstanceOf(Valid.class);
  }

  @Test
  void anEventMayBeFiveMinutesAhead() {
    var ahead = click().setTimestamp(Timestamps.fromMillis(NOW + 5 * 60_000));

    assertThat(valid(ahead).interaction().timeMillis()).isEqualTo(NOW + 5 * 60_000);
    assertThat(EventCodec.decodeLogged(TENANT, ahead.build(), NOW - 1)).isInstanceOf(Invalid.class);
  }

  @Test
  void aSubmittedEventIsGivenTheIdAndTheTimeThatItLacks() {
    var interaction = valid(click().clearEventId().clearTimestamp()).interaction();

    assertThat(interaction.eventId()).isEqualTo("new-id");
    assertThat(interaction.timeMillis()).isEqualTo(NOW);
  }

  @Test
  void aLoggedEventWithoutIdOrTimeIsRefused() {
    assertThat(EventCodec.decodeLogged(TENANT, click().clearEventId().build(), NOW))
        .isInstanceOf(Invalid.class);
    assertThat(EventCodec.decodeLogged(TENANT, click().clearTimestamp().build(), NOW))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void aVisitorIsAUserOfTheLog() {
    var visitor = valid(click().clearUserId().setSessionId("s1"));

    var logged = EventCodec.encode(visitor.user(), visitor.interaction());

    assertThat(visitor.user()).isEqualTo(UserId.ofSession("s1"));
    assertThat(logged.getUserId()).isEqualTo("session:s1");
    assertThat(EventCodec.decodeLogged(TENANT, logged, NOW)).isEqualTo(new Valid<>(visitor));
  }

  @Test
  void theCatalogueAndNotTheClientSaysWhatAnItemIs() {
    var submitted = click().setItemCategory("jazz").setItemCreator("ella");

    assertThat(valid(submitted).interaction().subject().category()).isEmpty();
    assertThat(EventCodec.decodeLogged(TENANT, submitted.build(), NOW))
        .isEqualTo(
            new Valid<>(
                new UserInteraction(
                    UserId.of("ada"),
                    new Interaction(
                        "e1",
                        NOW,
                        InteractionType.CLICK,
                        Subject.of(ItemId.of("film"), "jazz", "ella")))));
  }

  @ParameterizedTest
  @EnumSource
  void theLogReadsWhatItWrote(InteractionType type) {
    float value = type == InteractionType.RATING ? 3.5f : type.hasDuration() ? 12.25f : 0;
    var query = type == InteractionType.SEARCH ? "late night jazz" : "";
    var subject = type.needsItem() ? Subject.of(ItemId.of("film"), "jazz", "ella") : Subject.NONE;
    var written =
        new UserInteraction(
            UserId.of("ada"),
            new Interaction(
                "e1", NOW, type, subject, value, new Origin("home", query, "token", 3)));

    var event = EventCodec.encode(written.user(), written.interaction());

    assertThat(EventCodec.decodeLogged(TENANT, event, NOW)).isEqualTo(new Valid<>(written));
  }

  private static Event.Builder click() {
    return Event.newBuilder()
        .setEventId("e1")
        .setUserId("ada")
        .setItemId("film")
        .setEvent("click")
        .setTimestamp(Timestamps.fromMillis(NOW));
  }

  private static Arguments refused(
      String field, String value, UnaryOperator<Event.Builder> change) {
    return Arguments.of(field, value, change);
  }

  private static UserInteraction valid(Event.Builder event) {
    var decoded = EventCodec.decodeSubmitted(TENANT, event.build(), "new-id", NOW);
    assertThat(decoded).isInstanceOf(Valid.class);
    return ((Valid<UserInteraction>) decoded).value();
  }

  private static Invalid<UserInteraction> invalid(Event.Builder event) {
    var decoded = EventCodec.decodeSubmitted(TENANT, event.build(), "new-id", NOW);
    assertThat(decoded).isInstanceOf(Invalid.class);
    return (Invalid<UserInteraction>) decoded;
  }
}
