package reco.model.slate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reco.model.decision.Decision.Reason;

/**
 * Where a reader of a slate stands: the slate's remaining items travel with the reader, so that a
 * walk meets no item twice and misses none while the user's state moves on, and any node can serve
 * the next page. About 14 bytes an item.
 *
 * @param requestId of the request that decided the slate
 * @param offset position of the first remaining item in the slate
 * @param expiresMillis epoch milliseconds from which it is refused
 * @param rest items not yet served, best first, at most {@value #MAX_ITEMS}
 */
public record Cursor(
    String requestId,
    String surface,
    Viewer viewer,
    int offset,
    long expiresMillis,
    List<PinnedItem> rest) {
  public static final int MAX_ITEMS = 500;
  private static final int KIND = 0xC1;
  private static final Reason.Kind[] REASONS = Reason.Kind.values();

  public Cursor {
    rest = List.copyOf(rest);
    if (rest.size() > MAX_ITEMS) {
      throw new IllegalArgumentException(
          "cursor: got %d items, expected at most %d".formatted(rest.size(), MAX_ITEMS));
    }
  }

  /** What a text that claims to be a cursor turned out to be. */
  public sealed interface Opened {
    record Valid(Cursor cursor) implements Opened {}

    /** Signed by no secret of this system, or changed since. */
    record Foreign() implements Opened {}

    record Expired(long expiredMillis) implements Opened {}
  }

  /** The opaque text that a client gives back. */
  public String close(Seal seal) {
    return seal.close(bytes());
  }

  /** Reads what {@link #close} wrote. */
  public static Opened open(String text, Seal seal, long nowMillis) {
    return seal.open(text)
        .filter(bytes -> (bytes[0] & 0xFF) == KIND)
        .map(Cursor::read)
        .<Opened>map(cursor ->
            nowMillis < cursor.expiresMillis
                ? new Opened.Valid(cursor)
                : new Opened.Expired(cursor.expiresMillis))
        .orElseGet(Opened.Foreign::new);
  }

  private byte[] bytes() {
    Map<String, Integer> sources = new LinkedHashMap<>();
    Map<Reason, Integer> reasons = new LinkedHashMap<>();
    for (PinnedItem pinned : rest) {
      sources.putIfAbsent(pinned.source(), sources.size());
      reasons.putIfAbsent(pinned.reason(), reasons.size());
    }
    var bytes = new ByteArrayOutputStream(64 + 15 * rest.size());
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(KIND);
      out.writeUTF(requestId);
      out.writeUTF(surface);
      out.writeLong(viewer.user());
      out.writeUTF(viewer.country());
      out.writeByte(viewer.age());
      out.writeInt(offset);
      out.writeLong(expiresMillis);
      out.writeShort(sources.size());
      for (String source : sources.keySet()) {
        out.writeUTF(source);
      }
      out.writeShort(reasons.size());
      for (Reason reason : reasons.keySet()) {
        write(out, reason);
      }
      out.writeShort(rest.size());
      for (PinnedItem pinned : rest) {
        out.writeLong(pinned.item());
        out.writeShort(Float.floatToFloat16(pinned.score()));
        out.writeShort(Float.floatToFloat16(pinned.propensity()));
        out.writeByte(sources.getOrDefault(pinned.source(), 0) << 1 | (pinned.explored() ? 1 : 0));
        out.writeShort(reasons.getOrDefault(pinned.reason(), 0));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static Cursor read(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.readByte();
      String requestId = in.readUTF();
      String surface = in.readUTF();
      Viewer viewer = new Viewer(in.readLong(), in.readUTF(), in.readUnsignedByte());
      int offset = in.readInt();
      long expiresMillis = in.readLong();
      List<String> sources = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        sources.add(in.readUTF());
      }
      List<Reason> reasons = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        reasons.add(readReason(in));
      }
      List<PinnedItem> rest = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        rest.add(readItem(in, sources, reasons));
      }
      return new Cursor(requestId, surface, viewer, offset, expiresMillis, rest);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a signed cursor that cannot be read", impossible);
    }
  }

  private static PinnedItem readItem(DataInputStream in, List<String> sources, List<Reason> reasons)
      throws IOException {
    long item = in.readLong();
    float score = Float.float16ToFloat(in.readShort());
    float propensity = Float.float16ToFloat(in.readShort());
    int source = in.readUnsignedByte();
    Reason reason = reasons.get(in.readUnsignedShort());
    return new PinnedItem(
        item, score, propensity, (source & 1) == 1, sources.get(source >> 1), reason);
  }

  private static void write(DataOutputStream out, Reason reason) throws IOException {
    out.writeByte(reason.kind().ordinal());
    out.writeLong(reason.anchor());
    out.writeUTF(reason.subject());
  }

  private static Reason readReason(DataInputStream in) throws IOException {
    return new Reason(REASONS[in.readUnsignedByte()], in.readLong(), in.readUTF());
  }
}
