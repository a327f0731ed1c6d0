package reco.model.item;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import reco.model.pipeline.SourceAnswer;
import reco.model.pipeline.TopItems;

/** The ranked lists of one moment, best first. Immutable. */
record RankedLists(
    SourceAnswer trending,
    SourceAnswer popular,
    PopularityRanks ranks,
    Map<String, SourceAnswer> trendingByRegion,
    Map<String, SourceAnswer> trendingByCategory) {
  /** Most items on a list over everything. */
  static final int LISTED = 500;

  /** Most items on the list of a region or of a category. */
  static final int LISTED_APART = 100;

  private static final SourceAnswer NOTHING = SourceAnswer.of("", new long[0], new float[0]);
  static final RankedLists NONE =
      new RankedLists(NOTHING, NOTHING, PopularityRanks.NONE, Map.of(), Map.of());

  RankedLists {
    trendingByRegion = Map.copyOf(trendingByRegion);
    trendingByCategory = Map.copyOf(trendingByCategory);
  }

  static SourceAnswer first(SourceAnswer list, String source, int count) {
    int size = Math.min(count, list.items().length);
    return SourceAnswer.of(
        source, Arrays.copyOf(list.items(), size), Arrays.copyOf(list.scores(), size));
  }

  SourceAnswer ofRegion(String region) {
    return trendingByRegion.getOrDefault(region, NOTHING);
  }

  SourceAnswer ofCategory(String category) {
    return trendingByCategory.getOrDefault(category, NOTHING);
  }

  /** Lists while items are offered. One thread. */
  static final class Builder {
    private final TopItems trending = new TopItems(LISTED);
    private final TopItems popular = new TopItems(LISTED);
    private final Map<String, TopItems> regions = new HashMap<>();
    private final Map<String, TopItems> categories = new HashMap<>();

    void trending(long item, float score) {
      offer(trending, item, score);
    }

    void popular(long item, float score) {
      offer(popular, item, score);
    }

    void trendingInRegion(String region, long item, float score) {
      offer(apart(regions, region), item, score);
    }

    void trendingInCategory(String category, long item, float score) {
      offer(apart(categories, category), item, score);
    }

    private static TopItems apart(Map<String, TopItems> lists, String name) {
      return lists.computeIfAbsent(name, _ -> new TopItems(LISTED_APART));
    }

    private static void offer(TopItems list, long item, float score) {
      if (score > 0) {
        list.offer(item, score, 0);
      }
    }

    RankedLists build(PopularityRanks ranks) {
      return new RankedLists(
          trending.drain(""), popular.drain(""), ranks, drained(regions), drained(categories));
    }

    private static Map<String, SourceAnswer> drained(Map<String, TopItems> lists) {
      Map<String, SourceAnswer> answers = new HashMap<>();
      lists.forEach((name, list) -> answers.put(name, list.drain("")));
      return answers;
    }
  }
}
