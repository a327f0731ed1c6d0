package reco.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Origin;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.Subject;
import reco.model.interaction.UserEvent;
import reco.model.profile.Profile;

class InteractionRecordsTest {
  private static final UserId ANN = UserId.of("ann");
  private static final long NOW = 1_760_000_000_000L;

  private final InteractionRecords records = new InteractionRecords("reco.interactions", 77);

  @Test
  void anInteractionComesBackAsItWasWritten() {
    var rating =
        new Interaction(
            "e1",
            NOW,
            InteractionType.RATING,
            Subject.of(ItemId.of("i1"), "Drama", "Kaurismäki"),
            4.5f,
            new Origin("home", "", "token"));

    assertThat(read(written(ANN, rating))).isEqualTo(rating);
  }

  @Test
  void aProfileChangeComesBackAsItWasWritten() {
    var change = new ProfileChange("p1", NOW, new Profile("FI", 33, "fi", "", 0, List.of("Drama")));

    assertThat(read(written(ANN, change))).isEqualTo(change);
  }

  @Test
  void theKeyNamesTheTenantAndTheUserAndThePlaceIsTheRecords() {
    var decoded = (InteractionRecords.Readable) records.decode(written(ANN, click()));

    assertThat(decoded.user()).isEqualTo(ANN);
    assertThat(decoded.observation().position()).isEqualTo(new LogPosition(77, 3, 42));
  }

  @Test
  void aJsonEventOfAnotherProducerIsRead() {
    String json =
        """
        {"event_id":"j1","user_id":"ann","item_id":"i9","event":"like","timestamp":"2025-10-09T08:00:00Z"}\
        """;
    var headers = new RecordHeaders();
    headers.add("content-type", "application/json; charset=utf-8".getBytes(UTF_8));

    var read = (Interaction) read(record("default/ann", json.getBytes(UTF_8), headers));

    assertThat(read.type()).isEqualTo(InteractionType.LIKE);
    assertThat(read.item()).isEqualTo(ItemId.of("i9").key());
  }

  @Test
  void whatCannotBeReadNamesTheFieldTheValueAndWhatWasExpected() {
    assertThat(cause(record("default/ann", new byte[] {-1, 1, 2}, headers()))).contains("value");
    assertThat(cause(record(null, value(), headers()))).contains("key: got 'none'");
    assertThat(cause(record("ann", value(), headers()))).contains("expected TENANT/ID");
    assertThat(cause(record("default/ann", null, headers()))).contains("value: got 'none'");
    assertThat(cause(record("default/bob", value(), headers())))
        .contains("got 'default/bob', expected default/ann");
    assertThat(cause(record("default/ann", value(), headers("ce_type", "x.y"))))
        .contains("ce_type: got 'x.y'");
    assertThat(cause(record("default/ann", value(), headers("content-type", "text/plain"))))
        .contains("content-type: got 'text/plain'");
  }

  private UserEvent read(ConsumerRecord<byte[], byte[]> record) {
    assertThat(records.decode(record)).isInstanceOf(InteractionRecords.Readable.class);
    return ((InteractionRecords.Readable) records.decode(record)).observation().event();
  }

  private String cause(ConsumerRecord<byte[], byte[]> record) {
    assertThat(records.decode(record)).isInstanceOf(InteractionRecords.Undecodable.class);
    return ((InteractionRecords.Undecodable) records.decode(record)).cause();
  }

  private ConsumerRecord<byte[], byte[]> written(UserId user, UserEvent event) {
    ProducerRecord<byte[], byte[]> record = records.encode(user, event);
    return record(new String(record.key(), UTF_8), record.value(), record.headers());
  }

  private byte[] value() {
    return records.encode(ANN, click()).value();
  }

  private static Interaction click() {
    return new Interaction("c1", NOW, InteractionType.CLICK, Subject.of(ItemId.of("i1")));
  }

  private static Headers headers(String... nameAndValue) {
    var headers = new RecordHeaders();
    if (nameAndValue.length == 2) {
      headers.add(nameAndValue[0], nameAndValue[1].getBytes(UTF_8));
    }
    return headers;
  }

  private static ConsumerRecord<byte[], byte[]> record(
      @Nullable String key, byte @Nullable [] value, Headers headers) {
    return new ConsumerRecord<>(
        "reco.interactions",
        3,
        42,
        NOW,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key == null ? null : key.getBytes(UTF_8),
        value,
        headers,
        Optional.empty());
  }
}
