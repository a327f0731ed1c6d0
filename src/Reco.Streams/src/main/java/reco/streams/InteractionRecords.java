package reco.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.UserEvent;
import reco.protocol.EventCodec;
import reco.protocol.PayloadFormat;
import reco.protocol.ProfileCodec;
import reco.v1.Event;
import reco.v1.Profile;

/** Records of the interactions topic: CloudEvents 1.0 in binary mode, keyed by user. */
public final class InteractionRecords {
  static final String INTERACTION_TYPE = "reco.interaction.v1";
  static final String PROFILE_TYPE = "reco.profile.v1";

  private static final String CONTENT_TYPE = "content-type";
  private static final String ID = "ce_id";
  private static final String TYPE = "ce_type";
  private static final String TIME = "ce_time";
  private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);
  private static final byte[] SOURCE = "reco".getBytes(UTF_8);
  private static final byte[] PROTOBUF = PayloadFormat.PROTOBUF.contentType().getBytes(UTF_8);

  private final String topic;
  private final long topicHash;

  /**
   * @param topicHash hash of the topic's id, for the positions
   */
  public InteractionRecords(String topic, long topicHash) {
    this.topic = topic;
    this.topicHash = topicHash;
  }

  String topic() {
    return topic;
  }

  /** Hash of the topic's id, as positions have it. */
  long topicHash() {
    return topicHash;
  }

  /** What a record turned out to be. */
  public sealed interface Decoded permits Readable, Undecodable {}

  /** An event of a user at its place in the log. */
  public record Readable(UserId user, Observation observation) implements Decoded {}

  /**
   * A record for the dead letters.
   *
   * @param cause the field, what it holds and what was expected
   */
  public record Undecodable(ConsumerRecord<byte[], byte[]> record, String cause)
      implements Decoded {}

  ProducerRecord<byte[], byte[]> encode(UserId user, UserEvent event) {
    byte[] value =
        switch (event) {
          case Interaction interaction -> EventCodec.encode(user, interaction).toByteArray();
          case ProfileChange change -> ProfileCodec.encode(change.profile()).toByteArray();
        };
    String type = event instanceof Interaction ? INTERACTION_TYPE : PROFILE_TYPE;
    var record = new ProducerRecord<>(topic, user.key().getBytes(UTF_8), value);
    record
        .headers()
        .add(CONTENT_TYPE, PROTOBUF)
        .add("ce_specversion", SPEC_VERSION)
        .add("ce_source", SOURCE)
        .add(ID, event.eventId().getBytes(UTF_8))
        .add(TYPE, type.getBytes(UTF_8))
        .add(TIME, Timestamps.toString(Timestamps.fromMillis(event.timeMillis())).getBytes(UTF_8));
    return record;
  }

  LogPosition position(RecordMetadata metadata) {
    return new LogPosition(topicHash, metadata.partition(), metadata.offset());
  }

  /** Reads a record; never throws for what stands in it. */
  public Decoded decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      UserId key = UserId.parse(new String(required(record.key(), "key"), UTF_8));
      byte[] value = required(record.value(), "value");
      PayloadFormat format = format(record.headers());
      String type = header(record.headers(), TYPE).orElse(INTERACTION_TYPE);
      UserEvent event =
          switch (type) {
            case INTERACTION_TYPE -> interaction(record, key, value, format);
            case PROFILE_TYPE -> profile(record, value, format);
            default -> throw unreadable(TYPE, type, INTERACTION_TYPE + " or " + PROFILE_TYPE);
          };
      return new Readable(
          key,
          new Observation(event, new LogPosition(topicHash, record.partition(), record.offset())));
    } catch (IllegalArgumentException e) {
      return new Undecodable(record, String.valueOf(e.getMessage()));
    }
  }

  private static Interaction interaction(
      ConsumerRecord<byte[], byte[]> record, UserId key, byte[] value, PayloadFormat format) {
    Event event = format.decode(value, Event.getDefaultInstance()).orThrow();
    var decoded = EventCodec.decodeLogged(key.tenant(), event, record.timestamp()).orThrow();
    if (!decoded.user().equals(key)) {
      throw unreadable("key", key.key(), decoded.user().key());
    }
    return decoded.interaction();
  }

  private static ProfileChange profile(
      ConsumerRecord<byte[], byte[]> record, byte[] value, PayloadFormat format) {
    Profile profile = format.decode(value, Profile.getDefaultInstance()).orThrow();
    String id =
        header(record.headers(), ID).orElseThrow(() -> unreadable(ID, "none", "an event id"));
    return ProfileCodec.decode(id, time(record), profile).orThrow();
  }

  private static long time(ConsumerRecord<byte[], byte[]> record) {
    Optional<String> text = header(record.headers(), TIME);
    try {
      return text.isEmpty()
          ? record.timestamp()
          : Timestamps.toMillis(Timestamps.parse(text.get()));
    } catch (ParseException e) {
      throw unreadable(TIME, text.orElse(""), "a time of RFC 3339");
    }
  }

  private static PayloadFormat format(Headers headers) {
    String contentType = header(headers, CONTENT_TYPE).orElse(PayloadFormat.PROTOBUF.contentType());
    return PayloadFormat.ofContentType(contentType)
        .orElseThrow(() ->
            unreadable(CONTENT_TYPE, contentType, "application/protobuf or application/json"));
  }

  private static Optional<String> header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }

  private static byte[] required(byte @org.jspecify.annotations.Nullable [] bytes, String name) {
    if (bytes == null) {
      throw unreadable(name, "none", "one");
    }
    return bytes;
  }

  private static IllegalArgumentException unreadable(String field, String got, String expected) {
    return new IllegalArgumentException(
        "%s: got '%s', expected %s".formatted(field, got, expected));
  }
}
