package reco.node.catalogue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import reco.model.item.Item;
import reco.node.file.CorruptFileException;
import reco.protocol.ItemCodec;

/**
 * The content of a snapshot: a header (time, topic, offsets), items as length-prefixed protobuf
 * after their tenant, and a zero.
 */
final class SnapshotFile {
  static final long MAGIC = 0x5245434F43415431L;
  static final int FORMAT = 2;
  private static final int NO_MORE = 0;
  private static final int MAX_ITEM_BYTES = 1 << 20;

  private SnapshotFile() {}

  /**
   * @param topic the id of the log's topic
   */
  record Header(long writtenMillis, String topic, Map<Integer, Long> nextOffsets) {}

  /**
   * @param items calls back with each item
   */
  static void write(DataOutputStream out, Header header, Consumer<Consumer<Item>> items)
      throws IOException {
    out.writeLong(header.writtenMillis());
    out.writeUTF(header.topic());
    out.writeInt(header.nextOffsets().size());
    for (var offset : header.nextOffsets().entrySet()) {
      out.writeInt(offset.getKey());
      out.writeLong(offset.getValue());
    }
    try {
      items.accept(item -> writeItem(out, item));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.writeInt(NO_MORE);
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

  static Header readHeader(DataInputStream in) throws IOException {
    long writtenMillis = in.readLong();
    String topic = in.readUTF();
    Map<Integer, Long> offsets = new HashMap<>();
    for (int partitions = in.readInt(); partitions > 0; partitions--) {
      offsets.put(in.readInt(), in.readLong());
    }
    return new Header(writtenMillis, topic, Map.copyOf(offsets));
  }

  /**
   * Reads what follows the header.
   *
   * @return how many items
   */
  static int readItems(DataInputStream in, Consumer<Item> items) throws IOException {
    int count = 0;
    for (int length = in.readInt(); length != NO_MORE; length = in.readInt()) {
      items.accept(readItem(in, length));
      count++;
    }
    return count;
  }

  private static Item readItem(DataInputStream in, int length) throws IOException {
    if (length < 0 || length > MAX_ITEM_BYTES) {
      throw new CorruptFileException("the length of an item");
    }
    String tenant = in.readUTF();
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    try {
      return ItemCodec.read(tenant, reco.v1.Item.parseFrom(bytes));
    } catch (IllegalArgumentException e) {
      throw new CorruptFileException("an item (" + e.getMessage() + ")");
    }
  }
}
