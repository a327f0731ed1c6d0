package reco.index;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what {@link PagedOutput} wrote, from a mapped file; each page is checked as it is met. */
final class PagedInput {
  private final MemorySegment mapped;
  private ByteBuffer page;
  private int number;

  /**
   * @param firstPage where to begin
   */
  PagedInput(MemorySegment mapped, int firstPage) throws SnapshotRefusedException {
    this.mapped = mapped;
    number = firstPage;
    page = page();
  }

  int getInt() throws SnapshotRefusedException {
    return room(Integer.BYTES).getInt();
  }

  long getLong() throws SnapshotRefusedException {
    return room(Long.BYTES).getLong();
  }

  double getDouble() throws SnapshotRefusedException {
    return room(Double.BYTES).getDouble();
  }

  float[] getFloats(int count) throws SnapshotRefusedException {
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = room(Float.BYTES).getFloat();
    }
    return values;
  }

  private ByteBuffer room(int bytes) throws SnapshotRefusedException {
    if (page.remaining() < bytes) {
      number++;
      page = page();
    }
    return page;
  }

  private ByteBuffer page() throws SnapshotRefusedException {
    long at = (long) number * Page.BYTES;
    if (at + Page.BYTES > mapped.byteSize()) {
      throw new SnapshotRefusedException(
          "got %d bytes, expected at least %d".formatted(mapped.byteSize(), at + Page.BYTES));
    }
    var next = mapped.asSlice(at, Page.BYTES).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (!Page.isIntact(next, number)) {
      throw new SnapshotRefusedException(
          "page %d: got other bytes than were written".formatted(number));
    }
    return next.limit(Page.PAYLOAD_BYTES);
  }
}
