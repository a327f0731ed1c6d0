package reco.protocol;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import reco.protocol.Decoded.Invalid;
import reco.protocol.Decoded.Valid;

/** How the value of a record in the log is written: its content type. */
public enum PayloadFormat {
  PROTOBUF("application/protobuf") {
    @Override
    Message parse(byte[] value, Message.Builder into) throws InvalidProtocolBufferException {
      return into.mergeFrom(value).build();
    }
  },
  JSON("application/json") {
    @Override
    Message parse(byte[] value, Message.Builder into) throws InvalidProtocolBufferException {
      var json = utf8(value);
      JsonFormat.parser().merge(json, into);
      if (!isOneValue(json)) {
        throw new InvalidProtocolBufferException("bare words, or more than one JSON value");
      }
      return into.build();
    }
  };

  private final String contentType;

  PayloadFormat(String contentType) {
    this.contentType = contentType;
  }

  /** The format of a content type; parameters such as {@code charset} are not looked at. */
  public static Optional<PayloadFormat> ofContentType(String contentType) {
    int end = contentType.indexOf(';');
    var bare = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    return Arrays.stream(values())
        .filter(format -> format.contentType.equalsIgnoreCase(bare))
        .findFirst();
  }

  public String contentType() {
    return contentType;
  }

  /**
   * Reads a value. JSON is strict and follows protobuf's mapping; a field that the message does not
   * have is refused.
   *
   * @param prototype any message of the type that is expected
   */
  @SuppressWarnings("unchecked") // a builder of M builds an M
  public <M extends Message> Decoded<M> decode(byte[] value, M prototype) {
    try {
      return new Valid<>((M) parse(value, prototype.newBuilderForType()));
    } catch (InvalidProtocolBufferException e) {
      return new Invalid<>(
          "value",
          Objects.requireNonNullElse(e.getMessage(), "unreadable bytes"),
          "a " + prototype.getDescriptorForType().getFullName() + " as " + contentType);
    }
  }

  abstract Message parse(byte[] value, Message.Builder into) throws InvalidProtocolBufferException;

  /** JsonFormat alone lets bare words pass, and whatever follows the message. */
  private static boolean isOneValue(String json) {
    var reader = new JsonReader(new StringReader(json));
    reader.setStrictness(Strictness.STRICT);
    try {
      reader.skipValue();
      return reader.peek() == JsonToken.END_DOCUMENT;
    } catch (IOException _) {
      return false;
    }
  }

  private static String utf8(byte[] value) throws InvalidProtocolBufferException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidProtocolBufferException("bytes that are not UTF-8", e);
    }
  }
}
