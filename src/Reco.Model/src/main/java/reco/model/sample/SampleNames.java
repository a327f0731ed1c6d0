package reco.model.sample;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reco.model.id.ItemId;

/** The items, categories and creators that samples are made of. */
final class SampleNames {
  static final int ITEMS = 2_000;
  static final int CATEGORIES = 20;
  static final int CREATORS = 300;
  static final List<String> COUNTRIES = List.of("", "DE", "FR", "US");
  static final List<String> LANGUAGES = List.of("", "de", "en");

  /** "", categories, creators, languages: the names that rows index. */
  static final List<String> ALL =
      Stream.of(
              Stream.of(""),
              IntStream.range(0, CATEGORIES).mapToObj(SampleNames::category),
              IntStream.range(0, CREATORS).mapToObj(SampleNames::creator),
              LANGUAGES.stream().skip(1))
          .flatMap(names -> names)
          .toList();

  private SampleNames() {}

  static ItemId item(int number) {
    return ItemId.of("item-" + number);
  }

  static ItemId anyItem(Random random) {
    return item(random.nextInt(ITEMS));
  }

  static String category(int number) {
    return "category-" + number;
  }

  static String creator(int number) {
    return "creator-" + number;
  }

  static <T> T any(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
