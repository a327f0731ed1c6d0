package reco.lab.data;

import static java.util.stream.Collectors.toMap;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reco.model.id.ItemId;
import reco.model.item.Item;

/**
 * What is known of the items of a {@link SequenceFile}, from files that may lie beside it:
 *
 * <ul>
 *   <li>{@code item_attributes.json}: an object of lists, {@code {"ITEM": [ATTRIBUTE, ...]}}; an
 *       attribute is a number or a text, and becomes a tag.
 *   <li>{@code movies.dat}: MovieLens' own, {@code MOVIE::TITLE::GENRE|GENRE}. Where the sequences
 *       number their items anew, {@code sas2orig_items.txt} beside it has a line {@code ITEM MOVIE}
 *       for each. Without that file the items must be movies, every one.
 * </ul>
 */
public final class SequenceContent {
  /** Nothing is known. */
  public static final SequenceContent NONE = new SequenceContent(Map.of(), "");

  private static final String ATTRIBUTES = "item_attributes.json";
  private static final String MOVIES = "movies.dat";
  private static final String RENUMBERED = "sas2orig_items.txt";

  private final Map<String, Item> items;
  private final String origin;

  private SequenceContent(Map<String, Item> items, String origin) {
    this.items = items;
    this.origin = origin;
  }

  /**
   * Reads what lies beside a file.
   *
   * @param named ids of the items in it
   * @throws MalformedDataException for a file of content that is not in its format
   */
  public static SequenceContent beside(Path sequences, Set<String> named) {
    Path attributes = sequences.resolveSibling(ATTRIBUTES);
    if (Files.isRegularFile(attributes)) {
      return new SequenceContent(attributed(attributes), ATTRIBUTES);
    }
    Path movies = sequences.resolveSibling(MOVIES);
    if (Files.isRegularFile(movies)) {
      Map<String, Item> known =
          renumbered(MovieLens1m.movies(movies), sequences.resolveSibling(RENUMBERED));
      return known.keySet().containsAll(named) ? new SequenceContent(known, MOVIES) : NONE;
    }
    return NONE;
  }

  /** An item, of which nothing but its id may be known. */
  public Item item(String id) {
    Item known = items.get(id);
    return known == null ? item(id, id, List.of(), List.of(), 0) : known;
  }

  /** The name of the file; empty where there was none. */
  public String origin() {
    return origin;
  }

  private static Map<String, Item> attributed(Path file) {
    var type = new TypeToken<Map<String, List<String>>>() {};
    try {
      Map<String, List<String>> attributes = new Gson().fromJson(Files.readString(file), type);
      return attributes.entrySet().stream()
          .collect(
              toMap(
                  Map.Entry::getKey,
                  each -> item(each.getKey(), each.getKey(), List.of(), each.getValue(), 0)));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    } catch (JsonParseException e) {
      throw MalformedDataException.of(
          file, "expected an object of lists of attributes: " + e.getMessage());
    }
  }

  private static Map<String, Item> renumbered(List<Item> movies, Path numbers) {
    Map<String, Item> byMovie =
        movies.stream().collect(toMap(each -> each.id().id(), each -> each));
    if (!Files.isRegularFile(numbers)) {
      return byMovie;
    }
    Map<String, Item> renumbered = new HashMap<>();
    Fields.read(numbers, " ", 2, fields -> Map.entry(fields.text(0), fields.id(1, "a movie's id")))
        .forEach(number -> {
          Item movie = byMovie.get(number.getValue());
          if (movie != null) {
            renumbered.put(
                number.getKey(),
                item(
                    number.getKey(),
                    movie.title(),
                    movie.categories(),
                    List.of(),
                    movie.publishMillis()));
          }
        });
    return renumbered;
  }

  private static Item item(
      String id, String title, List<String> categories, List<String> tags, long publishMillis) {
    return new Item(
        ItemId.of(id),
        title,
        "",
        categories,
        tags,
        "",
        0,
        0,
        publishMillis,
        Set.of(),
        0,
        "",
        false,
        false,
        0);
  }
}
