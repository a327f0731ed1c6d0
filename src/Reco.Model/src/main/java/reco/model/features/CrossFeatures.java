package reco.model.features;

import static reco.model.features.Scale.flag;
import static reco.model.features.Scale.log;
import static reco.model.features.Scale.logTime;
import static reco.model.features.Scale.share;
import static reco.model.features.Scale.signedLog;
import static reco.model.item.ItemStatistic.POPULARITY_RANK;
import static reco.model.user.Activities.Window.DAY;
import static reco.model.user.Activities.Window.FIVE_MINUTES;
import static reco.model.user.Activities.Window.HOUR;

import java.util.List;
import java.util.function.Function;
import reco.model.features.Past.Encounters;
import reco.model.pipeline.Stages;
import reco.model.user.Activities;

/** Features of user and item together, in the order of the vector. */
final class CrossFeatures {
  private static final long MINUTE = 60_000L;
  private static final long A_DAY = 24 * 60 * MINUTE;

  private CrossFeatures() {}

  static final List<ItemFeature> ALL =
      List.of(
          cross("category_affinity", c -> c.category(a -> signedLog(a.affinity(c.now)))),
          cross("category_affinity_share", CrossFeatures::affinityShare),
          cross("category_count_5min", c -> c.category(a -> log(a.count(FIVE_MINUTES, c.now)))),
          cross("category_count_hour", c -> c.category(a -> log(a.count(HOUR, c.now)))),
          cross("category_count_day", c -> c.category(a -> log(a.count(DAY, c.now)))),
          cross("category_days_since", c -> c.category(a -> days(c, a.lastMillis()))),
          cross("category_known", c -> c.category(_ -> 1)),
          cross("category_of_interest", CrossFeatures::ofInterest),
          cross("creator_affinity", c -> c.creator(a -> signedLog(a.affinity(c.now)))),
          cross("creator_count_hour", c -> c.creator(a -> log(a.count(HOUR, c.now)))),
          cross("creator_count_day", c -> c.creator(a -> log(a.count(DAY, c.now)))),
          cross("creator_known", c -> c.creator(_ -> 1)),
          cross("times_in_history", CrossFeatures::timesInHistory),
          cross("is_in_session", c -> c.in(c.user.session().recent(), _ -> flag(isLive(c)))),
          cross("days_since_watched", c -> c.in(c.user.watched(), then -> days(c, then))),
          cross("is_liked", c -> c.in(c.user.likes(), _ -> 1)),
          cross("is_saved", c -> c.in(c.user.saves(), _ -> 1)),
          cross("language_match", CrossFeatures::languageMatch),
          cross("years_over_min_age", CrossFeatures::yearsOverMinAge),
          cross("similarity", Candidates::similarity),
          cross("cosine", Candidates::cosine),
          cross("sources", Candidates::sources),
          cross("retrieval_score", Candidates::retrievalScore),
          cross("two_tower_score", c -> c.sourceScore(Stages.TWO_TOWER)),
          cross("two_tower_rank", c -> c.sourceRank(Stages.TWO_TOWER)),
          cross("co_visitation_score", c -> c.sourceScore(Stages.CO_VISITATION)),
          cross("co_visitation_rank", c -> c.sourceRank(Stages.CO_VISITATION)),
          cross("ease_score", c -> c.sourceScore(Stages.EASE)),
          cross("ease_rank", c -> c.sourceRank(Stages.EASE)),
          cross("user_neighbours_score", c -> c.sourceScore(Stages.USER_NEIGHBOURS)),
          cross("user_neighbours_rank", c -> c.sourceRank(Stages.USER_NEIGHBOURS)),
          cross("trending_rank", c -> c.sourceRank(Stages.TRENDING)),
          cross("popularity_rank", c -> c.sourceRank(Stages.POPULARITY)),
          cross("new_rank", c -> c.sourceRank(Stages.NEW)),
          cross("cosine_last", c -> c.closeness(Closeness.LAST)),
          cross("cosine_mean_3", c -> c.closeness(Closeness.MEAN_OF_3)),
          cross("cosine_mean_10", c -> c.closeness(Closeness.MEAN_OF_10)),
          cross("cosine_mean", c -> c.closeness(Closeness.MEAN)),
          cross("cosine_nearest", c -> c.closeness(Closeness.NEAREST)),
          cross("cosine_nearest_liked", c -> c.closeness(Closeness.NEAREST_LIKED)),
          cross("cosine_nearest_disliked", c -> c.closeness(Closeness.NEAREST_DISLIKED)),
          cross("cosine_liked", c -> c.closeness(Closeness.LIKED)),
          cross("cosine_disliked", c -> c.closeness(Closeness.DISLIKED)),
          cross("neighbours", c -> c.closeness(Closeness.NEIGHBOURS)),
          cross("neighbours_strength", c -> c.closeness(Closeness.STRENGTH)),
          cross("neighbours_rating", c -> c.closeness(Closeness.SURPLUS)),
          cross("expected_rating", CrossFeatures::expectedRating),
          cross("category_met", c -> c.metCategory(met -> log(met.count))),
          cross("category_met_share", c -> c.metCategory(met -> share(met.count, c.past.size))),
          cross("category_met_strength", c -> c.metCategory(Encounters::meanStrength)),
          cross("category_met_rating", c -> c.metCategory(Encounters::meanSurplus)),
          cross("category_met_recency", c -> c.metCategory(met -> 1.0 / (1 + met.newest))),
          cross("creator_met", c -> c.metCreator(met -> log(met.count))),
          cross("creator_met_strength", c -> c.metCreator(Encounters::meanStrength)),
          cross("creator_met_rating", c -> c.metCreator(Encounters::meanSurplus)),
          cross("creator_met_recency", c -> c.metCreator(met -> 1.0 / (1 + met.newest))),
          cross("popularity_surplus", CrossFeatures::popularitySurplus),
          cross("price_surplus", CrossFeatures::priceSurplus),
          cross("quality_surplus", CrossFeatures::qualitySurplus),
          cross("years_surplus", CrossFeatures::yearsSurplus),
          cross("mean_rating_surplus", CrossFeatures::meanRatingSurplus));

  private static ItemFeature cross(String name, Function<Candidates, Column> values) {
    return new ItemFeature("cross_" + name, values);
  }

  private static double days(Candidates candidates, long thenMillis) {
    return logTime(candidates.now - thenMillis, A_DAY);
  }

  private static boolean isLive(Candidates candidates) {
    return candidates.user.session().isLive(candidates.now);
  }

  private static Column affinityShare(Candidates candidates) {
    double sum = positive(candidates.user.categories(), candidates.now);
    return candidates.category(activity -> share(activity.affinity(candidates.now), sum));
  }

  /** What others gave the item, how far above others this user rates, and the neighbours. */
  private static Column expectedRating(Candidates candidates) {
    var near = candidates.closeness(Closeness.SURPLUS);
    double bias = candidates.past.bias;
    return row -> Past.meanRating(candidates.items, row) + bias + near.at(row);
  }

  /** How much more popular than what the user met; the next ones likewise. */
  private static Column popularitySurplus(Candidates c) {
    var ranks = c.statistic(POPULARITY_RANK);
    return row -> ranks.at(row) - c.past.popularity;
  }

  private static Column priceSurplus(Candidates c) {
    return row -> log(c.items.prices()[row]) - c.past.price;
  }

  private static Column qualitySurplus(Candidates c) {
    return row -> c.items.qualities()[row] - c.past.quality;
  }

  private static Column yearsSurplus(Candidates c) {
    return row -> ItemFeatures.years(c.items, row, c.now) - c.past.years;
  }

  private static Column meanRatingSurplus(Candidates c) {
    return row -> Past.meanRating(c.items, row) - c.past.meanRating;
  }

  private static double positive(Activities activities, long now) {
    double sum = 0;
    for (int i = 0; i < activities.size(); i++) {
      sum += Math.max(0, activities.get(i).affinity(now));
    }
    return sum;
  }

  private static Column ofInterest(Candidates candidates) {
    var interests = candidates.user.profile().interests();
    return candidates.categoryName(category -> flag(interests.contains(category)));
  }

  private static Column timesInHistory(Candidates candidates) {
    var times = candidates.timesInHistory();
    return row -> log(times.at(row));
  }

  /** 1 the user's language, -1 another one, 0 where either is unknown. */
  private static Column languageMatch(Candidates candidates) {
    var language = candidates.user.profile().language();
    return candidates.language(
        of -> of.isEmpty() || language.isEmpty() ? 0 : of.equals(language) ? 1 : -1);
  }

  private static Column yearsOverMinAge(Candidates candidates) {
    int age = candidates.user.profile().age();
    var minAges = candidates.items.minAges();
    return row -> age == 0 ? 0 : (age - minAges[row]) / 100.0;
  }
}
