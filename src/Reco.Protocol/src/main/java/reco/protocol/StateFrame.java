package reco.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import reco.internal.v1.UserStateRecord;

/**
 * The bytes of a stored state: {@code 'R'}, version, CRC-32C of the rest (4 bytes, big-endian), the
 * record. Any byte that changed is found.
 */
final class StateFrame {
  static final int HEADER_BYTES = 6;
  static final byte MAGIC = 'R';
  static final byte VERSION = 1;

  private StateFrame() {}

  static byte[] wrap(UserStateRecord stateRecord) {
    int size = stateRecord.getSerializedSize();
    var bytes = new byte[HEADER_BYTES + size];
    try {
      stateRecord.writeTo(CodedOutputStream.newInstance(bytes, HEADER_BYTES, size));
    } catch (IOException e) {
      throw new UncheckedIOException("an array of the record's own size was too small", e);
    }
    ByteBuffer.wrap(bytes).put(MAGIC).put(VERSION).putInt(checksum(bytes));
    return bytes;
  }

  /** Throws {@link CorruptStateException}. */
  static UserStateRecord unwrap(byte[] bytes) {
    requireHeader(bytes);
    int size = bytes.length - HEADER_BYTES;
    try {
      return UserStateRecord.parseFrom(CodedInputStream.newInstance(bytes, HEADER_BYTES, size));
    } catch (IOException e) {
      throw new CorruptStateException("state: the checksum is right, the record unreadable", e);
    }
  }

  private static void requireHeader(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      throw new CorruptStateException(
          "state: got %d bytes, expected at least %d".formatted(bytes.length, HEADER_BYTES));
    }
    var header = ByteBuffer.wrap(bytes);
    byte magic = header.get();
    if (magic != MAGIC) {
      throw new CorruptStateException(
          "state: first byte is 0x%02x, expected 0x%02x".formatted(magic, MAGIC));
    }
    byte version = header.get();
    if (version != VERSION) {
      throw new CorruptStateException(
          "state: version %d, this build reads version %d%s"
              .formatted(version, VERSION, version > VERSION ? "; a newer build wrote it" : ""));
    }
    int stored = header.getInt();
    int found = checksum(bytes);
    if (stored != found) {
      throw new CorruptStateException(
          "state: checksum of %d bytes is %08x, expected %08x"
              .formatted(bytes.length - HEADER_BYTES, found, stored));
    }
  }

  private static int checksum(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
    return (int) crc.getValue();
  }
}
