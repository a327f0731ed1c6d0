package reco.lab.data;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import reco.model.item.Item;

/** The files of MovieLens 100k: u.data, u.item, u.user, u.genre. */
final class MovieLens100k {
  private static final DateTimeFormatter RELEASE =
      DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ENGLISH);
  private static final int FIRST_GENRE = 5;
  private static final String NO_GENRE = "unknown";

  private MovieLens100k() {}

  static MovieLens.Edition read(Path folder) {
    List<String> genres =
        Fields.read(folder.resolve("u.genre"), "|", 2, fields -> fields.id(0, "a genre"));
    List<Item> items =
        Fields.read(
            folder.resolve("u.item"),
            "|",
            FIRST_GENRE + genres.size(),
            fields -> movie(fields, genres));
    var profiles =
        MovieLens.profiles(
            Fields.read(
                folder.resolve("u.user"),
                "|",
                5,
                fields ->
                    Map.entry(fields.id(0, "a user id"), (int) fields.number(1, "an age", 0, 130)))
                .stream());
    return new MovieLens.Edition(
        "movielens-100k",
        items,
        profiles,
        MovieLens.ratings(folder.resolve("u.data"), "\t", items, profiles));
  }

  private static Item movie(Fields fields, List<String> genres) {
    List<String> own =
        IntStream.range(0, genres.size())
            .filter(g -> fields.number(FIRST_GENRE + g, "a genre's flag", 0, 1) == 1)
            .mapToObj(genres::get)
            .filter(genre -> !genre.equals(NO_GENRE))
            .toList();
    return MovieLens.movie(
        fields.id(0, "a movie id"), fields.id(1, "a title"), own, releaseMillis(fields));
  }

  /** 0, unknown, where the file has no date; dates before 1970 become its first instant. */
  private static long releaseMillis(Fields fields) {
    if (fields.text(2).isEmpty()) {
      return 0;
    }
    try {
      var day = LocalDate.parse(fields.text(2), RELEASE);
      return Math.max(1, day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    } catch (DateTimeParseException e) {
      throw fields.refused(2, "a release date such as 01-Jan-1995");
    }
  }
}
