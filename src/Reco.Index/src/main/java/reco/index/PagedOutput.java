package reco.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes numbers into pages, one after the other; none lies across two pages. */
final class PagedOutput {
  private final FileChannel file;
  private ByteBuffer page = Page.empty();
  private int pages;

  /**
   * @param firstPage where to begin
   */
  PagedOutput(FileChannel file, int firstPage) {
    this.file = file;
    pages = firstPage;
  }

  void putInt(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  void putLong(long value) throws IOException {
    room(Long.BYTES).putLong(value);
  }

  void putDouble(double value) throws IOException {
    room(Double.BYTES).putDouble(value);
  }

  void putFloats(float[] values) throws IOException {
    for (float value : values) {
      room(Float.BYTES).putFloat(value);
    }
  }

  /** Writes what is left. Returns the number of the page after the last. */
  int end() throws IOException {
    writePage();
    return pages;
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (page.remaining() < bytes) {
      writePage();
    }
    return page;
  }

  private void writePage() throws IOException {
    Page.seal(page, pages);
    long at = (long) pages * Page.BYTES;
    while (page.hasRemaining()) {
      at += file.write(page, at);
    }
    pages++;
    page = Page.empty();
  }
}
