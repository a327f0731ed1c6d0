package reco.model.features;

import static reco.model.features.Scale.flag;
import static reco.model.features.Scale.log;
import static reco.model.features.Scale.logTime;
import static reco.model.features.Scale.rate;
import static reco.model.item.ItemStatistic.CLICKS;
import static reco.model.item.ItemStatistic.COMPLETIONS;
import static reco.model.item.ItemStatistic.DISLIKES;
import static reco.model.item.ItemStatistic.IMPRESSIONS;
import static reco.model.item.ItemStatistic.LAST_30_DAYS;
import static reco.model.item.ItemStatistic.LAST_DAY;
import static reco.model.item.ItemStatistic.LAST_HOUR;
import static reco.model.item.ItemStatistic.LIKES;
import static reco.model.item.ItemStatistic.POPULARITY_RANK;
import static reco.model.item.ItemStatistic.POSITIVES;
import static reco.model.item.ItemStatistic.PURCHASES;
import static reco.model.item.ItemStatistic.RATINGS;
import static reco.model.item.ItemStatistic.RATING_SUM;
import static reco.model.item.ItemStatistic.SKIPS;
import static reco.model.item.ItemStatistic.USERS;

import java.util.List;
import java.util.function.Function;
import reco.model.item.ItemRows;
import reco.model.item.ItemStatistic;

/** Features of the item alone, in the order of the vector. */
final class ItemFeatures {
  private static final long A_DAY = 24 * 60 * 60_000L;
  private static final long NEW_MILLIS = 7 * A_DAY;
  private static final double MEAN_RATING = 3.5;

  private ItemFeatures() {}

  static final List<ItemFeature> ALL =
      List.of(
          count("positives", POSITIVES),
          count("impressions", IMPRESSIONS),
          count("clicks", CLICKS),
          count("completions", COMPLETIONS),
          count("likes", LIKES),
          count("purchases", PURCHASES),
          count("ratings", RATINGS),
          count("users", USERS),
          count("last_hour", LAST_HOUR),
          count("last_day", LAST_DAY),
          count("last_30_days", LAST_30_DAYS),
          item("popularity_rank", c -> c.statistic(POPULARITY_RANK)),
          item("click_rate", c -> smoothed(c, CLICKS, IMPRESSIONS, 0.05, 20)),
          item("like_rate", c -> smoothed(c, LIKES, POSITIVES, 0.1, 10)),
          item("purchase_rate", c -> smoothed(c, PURCHASES, POSITIVES, 0.05, 20)),
          item("completion_rate", c -> versus(c, COMPLETIONS, SKIPS)),
          item("dislike_rate", c -> versus(c, DISLIKES, LIKES)),
          item("mean_rating", ItemFeatures::meanRating),
          item("hour_of_day_share", c -> smoothed(c, LAST_HOUR, LAST_DAY, 1 / 24.0, 24)),
          item("day_of_month_share", c -> smoothed(c, LAST_DAY, LAST_30_DAYS, 1 / 30.0, 30)),
          count("skips", SKIPS),
          count("dislikes", DISLIKES),
          item("completion_share", c -> smoothed(c, COMPLETIONS, POSITIVES, 0.3, 10)),
          item("skip_rate", c -> smoothed(c, SKIPS, IMPRESSIONS, 0.1, 20)),
          item("rating_share", c -> smoothed(c, RATINGS, POSITIVES, 0.3, 10)),
          item("positives_a_user", c -> smoothed(c, USERS, POSITIVES, 0.5, 2)),
          item("quality", c -> row -> c.items.qualities()[row]),
          item("price", c -> row -> log(c.items.prices()[row])),
          item("is_free", c -> row -> flag(c.items.prices()[row] == 0)),
          item("days_since_publish", c -> row -> logTime(age(c, row), A_DAY)),
          item("publish_known", c -> row -> flag(c.items.publishMillis()[row] != 0)),
          item("is_new", c -> row -> flag(isNew(c, row))),
          item("years_since_publish", c -> row -> years(c.items, row, c.now)),
          item("min_age", c -> row -> c.items.minAges()[row] / 18.0),
          item("is_regional", c -> row -> flag(c.items.regions()[row] != 0)));

  private static ItemFeature item(String name, Function<Candidates, Column> values) {
    return new ItemFeature("item_" + name, values);
  }

  private static ItemFeature count(String name, ItemStatistic statistic) {
    return item(
        name,
        candidates -> {
          var counts = candidates.statistic(statistic);
          return row -> log(counts.at(row));
        });
  }

  /** Hits of trials, drawn to the prior as by {@link Scale#rate}. */
  private static Column smoothed(
      Candidates candidates,
      ItemStatistic hits,
      ItemStatistic trials,
      double prior,
      double weight) {
    var hit = candidates.statistic(hits);
    var tried = candidates.statistic(trials);
    return row -> rate(hit.at(row), tried.at(row), prior, weight);
  }

  /** How much of one and its opposite is the one; a half where there is nothing of either. */
  private static Column versus(Candidates candidates, ItemStatistic one, ItemStatistic opposite) {
    var hits = candidates.statistic(one);
    var misses = candidates.statistic(opposite);
    return row -> rate(hits.at(row), hits.at(row) + misses.at(row), 0.5, 10);
  }

  private static Column meanRating(Candidates candidates) {
    var sum = candidates.statistic(RATING_SUM);
    var count = candidates.statistic(RATINGS);
    return row -> meanRating(sum.at(row), count.at(row));
  }

  /** Of some ratings, drawn to the middle of the scale. */
  static double meanRating(double sum, double count) {
    return (sum + 5 * MEAN_RATING) / (count + 5);
  }

  private static long age(Candidates candidates, int row) {
    return age(candidates.items, row, candidates.now);
  }

  /** Since it was published; 0 where that is unknown. */
  static double years(ItemRows items, int row, long nowMillis) {
    return age(items, row, nowMillis) / (365.0 * A_DAY);
  }

  /** Since it was published, milliseconds; 0 where that is unknown. */
  private static long age(ItemRows items, int row, long nowMillis) {
    long published = items.publishMillis()[row];
    return published == 0 ? 0 : nowMillis - published;
  }

  private static boolean isNew(Candidates candidates, int row) {
    return candidates.items.publishMillis()[row] != 0 && age(candidates, row) < NEW_MILLIS;
  }
}
