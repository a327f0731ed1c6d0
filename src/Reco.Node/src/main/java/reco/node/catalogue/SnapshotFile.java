package reco.node.catalogue;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import reco.model.item.Item;
import reco.protocol.ItemCodec;

/**
 * A snapshot as bytes: a header (magic, format, time, topic, offsets), items as length-prefixed
 * protobuf after their tenant, a zero, the number of items, and a CRC-32C of all before it.
 */
final class SnapshotFile {
  private static final long MAGIC = 0x5245434F43415431L;
  private static final int FORMAT = 1;
  private static final int NO_MORE = 0;
  private static final int MAX_ITEM_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private SnapshotFile() {}

  /**
   * @param topic the id of the log's topic
   */
  record Header(long writtenMillis, String topic, Map<Integer, Long> nextOffsets) {}

  /** What was read is not what was written. */
  static final class CorruptException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptException(String what) {
      super("corrupt: " + what + " is not what was written");
    }
  }

  /**
   * @param items calls back with each item
   */
  static void write(OutputStream stream, Header header, Consumer<Consumer<Item>> items)
      throws IOException {
    var checked =
        new CheckedOutputStream(new BufferedOutputStream(stream, BUFFER_BYTES), new CRC32C());
    var out = new DataOutputStream(checked);
    writeHeader(out, header);
    out.writeInt(writeItems(out, items));
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private static void writeHeader(DataOutputStream out, Header header) throws IOException {
    out.writeLong(MAGIC);
    out.writeInt(FORMAT);
    out.writeLong(header.writtenMillis());
    out.writeUTF(header.topic());
    out.writeInt(header.nextOffsets().size());
    for (var offset : header.nextOffsets().entrySet()) {
      out.writeInt(offset.getKey());
      out.writeLong(offset.getValue());
    }
  }

  private static int writeItems(DataOutputStream out, Consumer<Consumer<Item>> items)
      throws IOException {
    int[] count = {0};
    try {
      items.accept(item -> {
        writeItem(out, item);
        count[0]++;
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.writeInt(NO_MORE);
    return count[0];
  }

  private static void writeItem(DataOutputStream out, Item item) {
    try {
      byte[] bytes = ItemCodec.encode(item).toByteArray();
      out.writeInt(bytes.length);
      out.writeUTF(item.id().tenant());
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a snapshot to its end. The items are to be used only after it has returned.
   *
   * @throws CorruptException where that is not what was written
   */
  static Header read(InputStream stream, Consumer<Item> items) throws IOException {
    var checked =
        new CheckedInputStream(new BufferedInputStream(stream, BUFFER_BYTES), new CRC32C());
    var in = new DataInputStream(checked);
    Header header = readHeader(in);
    int count = 0;
    for (int length = in.readInt(); length != NO_MORE; length = in.readInt()) {
      items.accept(readItem(in, length));
      count++;
    }
    check(in.readInt() == count, "the number of items");
    long sum = checked.getChecksum().getValue();
    check(in.readLong() == sum, "the checksum");
    return header;
  }

  private static Header readHeader(DataInputStream in) throws IOException {
    check(in.readLong() == MAGIC, "the first bytes");
    check(in.readInt() == FORMAT, "the format");
    long writtenMillis = in.readLong();
    String topic = in.readUTF();
    Map<Integer, Long> offsets = new HashMap<>();
    for (int partitions = in.readInt(); partitions > 0; partitions--) {
      offsets.put(in.readInt(), in.readLong());
    }
    return new Header(writtenMillis, topic, Map.copyOf(offsets));
  }

  private static Item readItem(DataInputStream in, int length) throws IOException {
    check(length > 0 && length <= MAX_ITEM_BYTES, "the length of an item");
    String tenant = in.readUTF();
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    try {
      return ItemCodec.read(tenant, reco.v1.Item.parseFrom(bytes));
    } catch (IllegalArgumentException e) {
      throw new CorruptException("an item (" + e.getMessage() + ")");
    }
  }

  private static void check(boolean holds, String what) throws CorruptException {
    if (!holds) {
      throw new CorruptException(what);
    }
  }
}
