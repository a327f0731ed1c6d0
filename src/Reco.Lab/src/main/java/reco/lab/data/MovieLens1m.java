package reco.lab.data;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reco.model.item.Item;

/** The files of MovieLens 1M: ratings.dat, movies.dat, users.dat. */
final class MovieLens1m {
  private static final String SEPARATOR = "::";
  private static final Pattern YEAR = Pattern.compile("\\((\\d{4})\\)\\s*$");

  /** Ages are groups named by their youngest; the group under 18 is called 1. */
  private static final int UNDER_18 = 1;

  private MovieLens1m() {}

  static MovieLens.Edition read(Path folder) {
    List<Item> items = movies(folder.resolve("movies.dat"));
    var profiles =
        MovieLens.profiles(
            Fields.read(
                folder.resolve("users.dat"),
                SEPARATOR,
                5,
                fields -> Map.entry(fields.id(0, "a user id"), age(fields)))
                .stream());
    return new MovieLens.Edition(
        "movielens-1m",
        items,
        profiles,
        MovieLens.ratings(folder.resolve("ratings.dat"), SEPARATOR, items, profiles));
  }

  /** Reads a file of movies. */
  static List<Item> movies(Path file) {
    return Fields.read(file, SEPARATOR, 3, MovieLens1m::movie);
  }

  private static Item movie(Fields fields) {
    List<String> genres =
        Arrays.stream(fields.text(2).split("\\|")).filter(genre -> !genre.isEmpty()).toList();
    String title = fields.id(1, "a title");
    return MovieLens.movie(fields.id(0, "a movie id"), title, genres, yearMillis(title));
  }

  /** The first instant of the title's year, of 1970 where that is earlier; 0 without a year. */
  private static long yearMillis(String title) {
    Matcher year = YEAR.matcher(title);
    return year.find()
        ? Math.max(
            1,
            LocalDate.of(Integer.parseInt(year.group(1)), 1, 1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli())
        : 0;
  }

  private static int age(Fields fields) {
    int age = (int) fields.number(2, "an age", 0, 130);
    return age == UNDER_18 ? 17 : age;
  }
}
