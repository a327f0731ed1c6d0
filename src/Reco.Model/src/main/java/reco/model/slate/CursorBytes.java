package reco.model.slate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import reco.model.decision.Decision.Reason;

/**
 * A cursor's payload: its fields, the distinct sources and reasons, then 15 bytes an item: key,
 * score and propensity in half precision, source and whether it explores, reason.
 */
final class CursorBytes {
  private static final byte KIND = (byte) 0xC1;
  private static final int BYTES_AN_ITEM = 15;
  private static final int FIXED_BYTES = 64;
  private static final int REASON_BYTES = 1 + Long.BYTES;
  private static final int MAX_BYTES_A_CHAR = 3;
  private static final Reason.Kind[] KINDS = Reason.Kind.values();

  private CursorBytes() {}

  static boolean isCursor(byte[] payload) {
    return payload[0] == KIND;
  }

  static byte[] write(Cursor cursor) {
    Map<String, Integer> sources = new LinkedHashMap<>();
    Map<Reason, Integer> reasons = new LinkedHashMap<>();
    for (PinnedItem pinned : cursor.rest()) {
      sources.putIfAbsent(pinned.source(), sources.size());
      reasons.putIfAbsent(pinned.reason(), reasons.size());
    }
    ByteBuffer out = ByteBuffer.allocate(size(cursor, sources, reasons));
    out.put(KIND);
    put(out, cursor.requestId());
    put(out, cursor.surface());
    out.putLong(cursor.viewer().user());
    put(out, cursor.viewer().country());
    out.put((byte) cursor.viewer().age());
    out.putInt(cursor.offset());
    out.putLong(cursor.expiresMillis());
    out.put((byte) sources.size());
    sources.keySet().forEach(source -> put(out, source));
    out.putShort((short) reasons.size());
    reasons.keySet().forEach(reason -> put(out, reason));
    out.putShort((short) cursor.rest().size());
    for (PinnedItem pinned : cursor.rest()) {
      out.putLong(pinned.item());
      out.putShort(Float.floatToFloat16(pinned.score()));
      out.putShort(Float.floatToFloat16(pinned.propensity()));
      int source = sources.getOrDefault(pinned.source(), 0);
      out.put((byte) (source << 1 | (pinned.explored() ? 1 : 0)));
      out.putShort((short) (int) reasons.getOrDefault(pinned.reason(), 0));
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  static Cursor read(byte[] payload) {
    ByteBuffer in = ByteBuffer.wrap(payload).position(1);
    String requestId = text(in);
    String surface = text(in);
    Viewer viewer = new Viewer(in.getLong(), text(in), in.get() & 0xFF);
    int offset = in.getInt();
    long expiresMillis = in.getLong();
    List<String> sources = list(in.get() & 0xFF, () -> text(in));
    List<Reason> reasons = list(in.getShort() & 0xFFFF, () -> reason(in));
    List<PinnedItem> rest = list(in.getShort() & 0xFFFF, () -> item(in, sources, reasons));
    return new Cursor(requestId, surface, viewer, offset, expiresMillis, rest);
  }

  /** At least as many as will be written. */
  private static int size(
      Cursor cursor, Map<String, Integer> sources, Map<Reason, Integer> reasons) {
    int texts = bound(cursor.requestId()) + bound(cursor.surface());
    texts += bound(cursor.viewer().country());
    texts += sources.keySet().stream().mapToInt(CursorBytes::bound).sum();
    texts +=
        reasons.keySet().stream().mapToInt(reason -> REASON_BYTES + bound(reason.subject())).sum();
    return FIXED_BYTES + texts + BYTES_AN_ITEM * cursor.rest().size();
  }

  private static int bound(String text) {
    return Short.BYTES + MAX_BYTES_A_CHAR * text.length();
  }

  private static PinnedItem item(ByteBuffer in, List<String> sources, List<Reason> reasons) {
    long item = in.getLong();
    float score = Float.float16ToFloat(in.getShort());
    float propensity = Float.float16ToFloat(in.getShort());
    int source = in.get() & 0xFF;
    Reason reason = reasons.get(in.getShort() & 0xFFFF);
    return new PinnedItem(
        item, score, propensity, (source & 1) == 1, sources.get(source >> 1), reason);
  }

  private static void put(ByteBuffer out, Reason reason) {
    out.put((byte) reason.kind().ordinal());
    out.putLong(reason.anchor());
    put(out, reason.subject());
  }

  private static Reason reason(ByteBuffer in) {
    return new Reason(KINDS[in.get()], in.getLong(), text(in));
  }

  private static void put(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.putShort((short) bytes.length);
    out.put(bytes);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getShort() & 0xFFFF];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }

  private static <T> List<T> list(int count, Supplier<T> element) {
    List<T> list = new ArrayList<>(count);
    for (int left = count; left > 0; left--) {
      list.add(element.get());
    }
    return list;
  }
}
