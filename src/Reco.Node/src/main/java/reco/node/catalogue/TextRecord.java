package reco.node.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import reco.model.id.ItemId;
import reco.model.item.ItemText;

/**
 * An item's texts as bytes: id, title, tenant, description, categories, tags. A string is its
 * length in two bytes and its UTF-8; a list is its size in two bytes and its strings.
 */
final class TextRecord {
  private static final int MAX_BYTES = 0xFFFF;

  private TextRecord() {}

  static ByteBuffer write(ItemText text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    write(out, text.id().id());
    write(out, text.title());
    write(out, text.id().tenant());
    write(out, text.description());
    write(out, text.categories());
    write(out, text.tags());
    return ByteBuffer.wrap(out.toByteArray());
  }

  private static void write(ByteArrayOutputStream out, List<String> strings) {
    writeShort(out, strings.size());
    strings.forEach(string -> write(out, string));
  }

  private static void write(ByteArrayOutputStream out, String string) {
    byte[] bytes = string.getBytes(UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "text: got %d bytes, expected at most %d".formatted(bytes.length, MAX_BYTES));
    }
    writeShort(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void writeShort(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }

  static String title(ByteBuffer record) {
    int idBytes = Short.toUnsignedInt(record.getShort());
    return string(record.position(record.position() + idBytes));
  }

  static ItemText read(ByteBuffer record) {
    String id = string(record);
    String title = string(record);
    String tenant = string(record);
    return new ItemText(
        new ItemId(tenant, id), title, string(record), strings(record), strings(record));
  }

  private static List<String> strings(ByteBuffer record) {
    int size = Short.toUnsignedInt(record.getShort());
    List<String> strings = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      strings.add(string(record));
    }
    return strings;
  }

  private static String string(ByteBuffer record) {
    byte[] bytes = new byte[Short.toUnsignedInt(record.getShort())];
    record.get(bytes);
    return new String(bytes, UTF_8);
  }
}
