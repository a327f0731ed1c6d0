package reco.model.slate;

import java.util.List;

/**
 * Where a reader of a slate stands: the slate's remaining items travel with the reader, so that a
 * walk meets no item twice and misses none while the user's state moves on, and any node can serve
 * the next page. 15 bytes an item.
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
    return seal.close(CursorBytes.write(this));
  }

  /** Reads what {@link #close} wrote. */
  public static Opened open(String text, Seal seal, long nowMillis) {
    return seal.open(text)
        .filter(CursorBytes::isCursor)
        .map(CursorBytes::read)
        .<Opened>map(cursor ->
            nowMillis < cursor.expiresMillis
                ? new Opened.Valid(cursor)
                : new Opened.Expired(cursor.expiresMillis))
        .orElseGet(Opened.Foreign::new);
  }
}
