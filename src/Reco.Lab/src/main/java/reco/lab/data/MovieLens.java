package reco.lab.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Origin;
import reco.model.interaction.Subject;
import reco.model.item.Item;
import reco.model.profile.Profile;

/**
 * Reads MovieLens as GroupLens publishes it, 100k or 1M, whichever a folder holds. Each rating
 * becomes a rating interaction; all times are moved so that the newest is a minute old.
 */
public final class MovieLens {
  private static final long MINUTE_MILLIS = 60_000;

  private MovieLens() {}

  /** One edition's own files, read but not moved in time. */
  record Edition(
      String name, List<Item> items, Map<UserId, Profile> profiles, List<Rating> ratings) {}

  /**
   * Reads a folder.
   *
   * @throws MalformedDataException for a folder without the files of an edition, naming what is
   *     missing, and for a broken line, naming file, line, value and what was expected
   */
  public static Dataset load(Path folder, Clock clock) {
    return dataset(read(folder), clock.millis());
  }

  private static Edition read(Path folder) {
    List<String> small = List.of("u.data", "u.item", "u.user", "u.genre");
    List<String> large = List.of("ratings.dat", "movies.dat", "users.dat");
    if (missing(folder, small).isEmpty()) {
      return MovieLens100k.read(folder);
    }
    if (missing(folder, large).isEmpty()) {
      return MovieLens1m.read(folder);
    }
    throw MalformedDataException.of(folder, problem(folder, small, large));
  }

  private static String problem(Path folder, List<String> small, List<String> large) {
    if (!Files.isDirectory(folder)) {
      return "no such folder";
    }
    if (Files.exists(folder.resolve("ml1m_seq.txt")) && missing(folder, large).size() == 1) {
      return "ratings.dat is missing: ml1m_seq.txt has the order of the interactions, but neither"
          + " their times nor the ratings; take ratings.dat from GroupLens' ml-1m.zip";
    }
    return "neither MovieLens 100k (missing: %s) nor MovieLens 1M (missing: %s)"
        .formatted(
            String.join(", ", missing(folder, small)), String.join(", ", missing(folder, large)));
  }

  private static List<String> missing(Path folder, List<String> names) {
    return names.stream().filter(name -> !Files.isRegularFile(folder.resolve(name))).toList();
  }

  private static Dataset dataset(Edition files, long nowMillis) {
    long newest = files.ratings.stream().mapToLong(Rating::timeMillis).max().orElse(nowMillis);
    long shift = nowMillis - MINUTE_MILLIS - newest;
    Map<String, Subject> subjects =
        files.items.stream().collect(Collectors.toMap(i -> i.id().id(), MovieLens::subject));
    List<UserInteraction> interactions =
        files.ratings.stream()
            .sorted(Comparator.comparingLong(Rating::timeMillis))
            .map(rating -> interaction(files.name, rating, subjects, shift))
            .toList();
    return new Dataset(files.name, files.items, files.profiles, interactions, shift);
  }

  private static UserInteraction interaction(
      String name, Rating rating, Map<String, Subject> subjects, long shiftMillis) {
    Subject subject =
        Optional.ofNullable(subjects.get(rating.item()))
            .orElseThrow(() -> new IllegalStateException("checked when read: " + rating));
    return new UserInteraction(
        UserId.of(rating.user()),
        new Interaction(
            name + "-" + rating.user() + "-" + rating.item(),
            rating.timeMillis() + shiftMillis,
            InteractionType.RATING,
            subject,
            rating.stars(),
            Origin.UNKNOWN));
  }

  private static Subject subject(Item item) {
    return Subject.of(item.id(), item.primaryCategory(), item.creator());
  }

  static Item movie(String id, String title, List<String> genres, long publishMillis) {
    return new Item(
        ItemId.of(id),
        MovieTitles.readable(title),
        "",
        genres,
        List.of(),
        "",
        0,
        0.5f,
        publishMillis,
        Set.of(),
        0,
        "en",
        false,
        false,
        0);
  }

  /** Reads a file of ratings whose items and users must be known. */
  static List<Rating> ratings(
      Path file, String separator, List<Item> items, Map<UserId, Profile> profiles) {
    Set<String> itemIds = items.stream().map(i -> i.id().id()).collect(Collectors.toSet());
    Set<String> userIds = profiles.keySet().stream().map(UserId::id).collect(Collectors.toSet());
    return Fields.read(
        file,
        separator,
        4,
        fields -> {
          if (!userIds.contains(fields.text(0))) {
            throw fields.refused(0, "the id of a user in the file of users");
          }
          if (!itemIds.contains(fields.text(1))) {
            throw fields.refused(1, "the id of a movie in the file of movies");
          }
          return new Rating(
              fields.text(0),
              fields.text(1),
              (int) fields.number(2, "a rating", 1, 5),
              1_000 * fields.number(3, "epoch seconds", 0, 4_000_000_000L));
        });
  }

  static Map<UserId, Profile> profiles(Stream<Map.Entry<String, Integer>> ages) {
    return ages.collect(
        Collectors.toMap(
            entry -> UserId.of(entry.getKey()),
            entry -> Profile.UNKNOWN.with(new Profile("", entry.getValue(), "", "", 0, List.of())),
            (_, later) -> later));
  }
}
