package reco.model.retrieval;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import reco.model.id.Hashes;
import reco.model.item.Item;

/**
 * What is known of an item beside who took it, as the item tower reads it: the keys of its
 * categories, creator, year, tags and the words of its title, what says most first. Training is
 * given the same keys, so that tokens are made in one place only.
 */
public final class ItemTokens {
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int SHORTEST_WORD = 3;

  private ItemTokens() {}

  /** Each token's key once, never 0. */
  public static long[] of(Item item) {
    var known =
        Stream.of(
            tokens("category", item.categories().stream()),
            tokens("creator", Stream.of(item.creator())),
            tokens("year", Stream.of(year(item.publishMillis()))),
            tokens("tag", item.tags().stream()),
            tokens("word", words(item.title())));
    return known.flatMapToLong(keys -> keys).distinct().toArray();
  }

  private static LongStream tokens(String kind, Stream<String> values) {
    return values
        .filter(value -> !value.isEmpty())
        .mapToLong(value -> Hashes.hash(kind, value))
        .map(key -> key == ContentTower.EVERY_ITEM ? 1 : key);
  }

  private static String year(long publishMillis) {
    return publishMillis == 0
        ? ""
        : Integer.toString(Instant.ofEpochMilli(publishMillis).atOffset(ZoneOffset.UTC).getYear());
  }

  private static Stream<String> words(String title) {
    return NO_WORD
        .splitAsStream(title.toLowerCase(Locale.ROOT))
        .filter(word -> word.length() >= SHORTEST_WORD);
  }
}
