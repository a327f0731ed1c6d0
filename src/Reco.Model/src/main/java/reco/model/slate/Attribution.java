package reco.model.slate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Says which recommendation an event answers: it leaves with an item and comes back with the event.
 *
 * @param requestId of the decision, 1 to 64 bytes
 * @param position of the item in the slate, from 0
 * @param item its key
 * @param propensity probability of this item at this position when it was decided
 */
public record Attribution(String requestId, int position, long item, float propensity) {
  private static final byte KIND = (byte) 0xA1;
  private static final int FIXED_BYTES = 1 + Short.BYTES + Long.BYTES + Float.BYTES;

  /** The opaque text of it, about 70 characters. */
  public String close(Seal seal) {
    byte[] id = requestId.getBytes(StandardCharsets.UTF_8);
    return seal.close(
        ByteBuffer.allocate(FIXED_BYTES + id.length)
            .put(KIND)
            .putShort((short) position)
            .putLong(item)
            .putFloat(propensity)
            .put(id)
            .array());
  }

  /** Reads what {@link #close} wrote; empty for anything else. */
  public static Optional<Attribution> open(String text, Seal seal) {
    return seal.open(text)
        .filter(bytes -> bytes[0] == KIND && bytes.length > FIXED_BYTES)
        .map(bytes -> read(ByteBuffer.wrap(bytes)));
  }

  private static Attribution read(ByteBuffer bytes) {
    bytes.get();
    int position = bytes.getShort() & 0xFFFF;
    long item = bytes.getLong();
    float propensity = bytes.getFloat();
    return new Attribution(
        StandardCharsets.UTF_8.decode(bytes).toString(), position, item, propensity);
  }
}
