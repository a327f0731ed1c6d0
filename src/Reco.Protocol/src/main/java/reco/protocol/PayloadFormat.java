package reco.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
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
      JsonFormat.parser().merge(utf8(value), into);
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
   * Reads a value. JSON follows protobuf's mapping, and a field that the message does not have is
   * refused.
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

  private static String utf8(byte[] value) throws InvalidProtocolBufferException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidProtocolBufferException("bytes that are not UTF-8", e);
    }
  }
}
