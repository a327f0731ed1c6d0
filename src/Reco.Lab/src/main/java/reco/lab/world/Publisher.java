package reco.lab.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import reco.model.id.Hashes;
import reco.model.id.ItemId;
import reco.model.interaction.Subject;
import reco.model.item.Item;

/** Makes the works of a world: series by series and one by one. */
final class Publisher {
  static final List<String> COUNTRIES = List.of("US", "GB", "DE", "FR", "ES", "BR", "JP", "IN");
  static final List<String> LANGUAGES = List.of("en", "en", "de", "fr", "es", "pt", "ja", "hi");
  private static final long DAY_MILLIS = 24 * 60 * 60_000L;
  private static final double[] PRICES = {1.99, 2.99, 3.99, 4.99, 7.99, 9.99, 14.99};
  private static final int ITEMS_PER_CREATOR = 8;
  private static final double SERIES_SHARE = 0.3;
  private static final double NEW_SHARE = 0.25;

  private final WorldSettings settings;
  private final SplittableRandom random;
  private final Titles titles;
  private final List<Creator> creators = new ArrayList<>();
  private final List<Work> works = new ArrayList<>();

  /** Who makes works: mostly of one genre, in one style and language. */
  private record Creator(int index, String name, Genre genre, double[] style, String language) {}

  private Publisher(WorldSettings settings) {
    this.settings = settings;
    random = new SplittableRandom(Hashes.draw(settings.seed(), "publisher", 0));
    titles = new Titles(random);
    for (int i = 0; i < creatorCount(settings); i++) {
      creators.add(creator(i));
    }
  }

  private Creator creator(int index) {
    return new Creator(
        index,
        creatorName(index),
        Words.any(Genre.ALL, random),
        Styles.draw(random, 0.8),
        random.nextDouble() < 0.5 ? "en" : Words.any(LANGUAGES, random));
  }

  static List<Work> works(WorldSettings settings) {
    var publisher = new Publisher(settings);
    int series = 0;
    while (publisher.works.size() < settings.items()) {
      if (publisher.random.nextDouble() < SERIES_SHARE / 3) {
        publisher.addSeries(series++);
      } else {
        publisher.addSingle();
      }
    }
    return List.copyOf(publisher.works);
  }

  static int creatorCount(WorldSettings settings) {
    return Math.max(1, settings.items() / ITEMS_PER_CREATOR);
  }

  private static String creatorName(int index) {
    int firsts = Words.FIRST_NAMES.size();
    int lasts = Words.LAST_NAMES.size();
    // Steps through all pairs before one comes again.
    String name =
        Words.FIRST_NAMES.get(index % firsts)
            + " "
            + Words.LAST_NAMES.get((index + index / firsts) % lasts);
    int round = index / (firsts * lasts);
    return round == 0 ? name : name + " " + (round + 1);
  }

  private void addSingle() {
    Creator creator = Words.any(creators, random);
    Genre genre = genreOf(creator);
    add(creator, genre, -1, 0, titles.next(genre), publishMillis(), appeal());
  }

  private void addSeries(int series) {
    Creator creator = Words.any(creators, random);
    Genre genre = genreOf(creator);
    String name = titles.next(genre);
    int parts = Math.min(2 + random.nextInt(4), settings.items() - works.size());
    long published = publishMillis();
    double appeal = appeal();
    for (int part = 0; part < parts; part++) {
      String title = part == 0 ? name : name + ", Part " + (part + 1);
      add(creator, genre, series, part, title, published, appeal * (1 - 0.12 * part));
      published = Math.min(published + 3 * DAY_MILLIS, settings.endMillis());
    }
  }

  private Genre genreOf(Creator creator) {
    return random.nextDouble() < 0.8 ? creator.genre() : Words.any(Genre.ALL, random);
  }

  private void add(
      Creator creator,
      Genre genre,
      int series,
      int part,
      String title,
      long publishMillis,
      double appeal) {
    Genre second = random.nextDouble() < 0.5 ? Words.any(Genre.ALL, random) : genre;
    var item =
        new Item(
            ItemId.of("i" + (works.size() + 1)),
            title,
            description(genre, creator),
            genre == second
                ? List.of(genre.category())
                : List.of(genre.category(), second.category()),
            series < 0 ? List.of("single") : List.of("series"),
            creator.name(),
            price(),
            (float) Math.clamp(0.6 + 0.18 * random.nextGaussian(), 0, 1),
            publishMillis,
            regions(),
            random.nextDouble() < 0.5 ? genre.typicalMinAge() : 0,
            creator.language(),
            false,
            false,
            0);
    var style = Styles.near(creator.style(), random, 0.4);
    var subject = Subject.of(item.id(), item.primaryCategory(), item.creator());
    works.add(new Work(item, subject, genre, second, creator.index(), series, part, style, appeal));
  }

  private String description(Genre genre, Creator creator) {
    return "%s %s story set in %s, by %s."
        .formatted(
            Words.any(Words.MOODS, random),
            genre.category().toLowerCase(Locale.ROOT),
            Words.any(Words.PLACES, random),
            creator.name());
  }

  private float price() {
    return random.nextDouble() < 0.6 ? 0 : (float) PRICES[random.nextInt(PRICES.length)];
  }

  /** Mostly in the five years before the recorded past, else some on each of its days. */
  private long publishMillis() {
    return random.nextDouble() < NEW_SHARE
        ? random.nextLong(settings.startMillis(), settings.endMillis())
        : settings.startMillis() - random.nextLong(5 * 365 * DAY_MILLIS);
  }

  /** Log-normal: a few works that everybody meets, a long tail. */
  private double appeal() {
    return StrictMath.exp(1.1 * random.nextGaussian());
  }

  private Set<String> regions() {
    return random.nextDouble() < 0.85
        ? Set.of()
        : Set.of(COUNTRIES.getFirst(), Words.any(COUNTRIES.subList(1, 5), random));
  }
}
