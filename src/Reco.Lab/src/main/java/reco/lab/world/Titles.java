package reco.lab.world;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Writes readable titles, each once. */
final class Titles {
  private final RandomGenerator random;
  private final Set<String> taken = new HashSet<>();

  Titles(RandomGenerator random) {
    this.random = random;
  }

  /** A title of a genre that was not given before. */
  String next(Genre genre) {
    for (int attempt = 0; attempt < 20; attempt++) {
      String title = draft(genre);
      if (taken.add(title)) {
        return title;
      }
    }
    return numbered(draft(genre));
  }

  private String numbered(String title) {
    int number = 2;
    while (!taken.add(title + " " + number)) {
      number++;
    }
    return title + " " + number;
  }

  private String draft(Genre genre) {
    String noun = Words.any(genre.nouns(), random);
    String adjective = Words.any(Words.ADJECTIVES, random);
    String place = Words.any(Words.PLACES, random);
    String name = Words.any(Words.FIRST_NAMES, random);
    return switch (random.nextInt(8)) {
      case 0, 1 -> "The " + adjective + " " + noun;
      case 2 -> "The " + noun + " of " + place;
      case 3 -> name + "'s " + noun;
      case 4 -> "The " + adjective + " " + noun + " of " + place;
      case 5 -> noun + " in " + place;
      case 6 -> name + " and the " + adjective + " " + noun;
      default -> adjective + " " + noun;
    };
  }
}
