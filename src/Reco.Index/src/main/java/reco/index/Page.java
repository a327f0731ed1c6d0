package reco.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A page of a snapshot: {@value #PAYLOAD_BYTES} bytes, its number, and a CRC-32C of both. Little
 * endian.
 */
final class Page {
  static final int BYTES = 4096;
  static final int PAYLOAD_BYTES = BYTES - 2 * Integer.BYTES;

  private Page() {}

  static ByteBuffer empty() {
    return ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(PAYLOAD_BYTES);
  }

  /** Completes a page, whatever its payload is filled to, and leaves it to be written whole. */
  static void seal(ByteBuffer page, int number) {
    page.limit(BYTES);
    page.putInt(PAYLOAD_BYTES, number);
    page.putInt(PAYLOAD_BYTES + Integer.BYTES, checksum(page));
    page.position(0);
  }

  /** Whether the page is what was sealed under the number. */
  static boolean isIntact(ByteBuffer page, int number) {
    return page.getInt(PAYLOAD_BYTES) == number
        && page.getInt(PAYLOAD_BYTES + Integer.BYTES) == checksum(page);
  }

  private static int checksum(ByteBuffer page) {
    var checksum = new CRC32C();
    checksum.update(page.slice(0, PAYLOAD_BYTES + Integer.BYTES));
    return (int) checksum.getValue();
  }
}
