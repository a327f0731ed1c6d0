package reco.model.features;

import static reco.model.features.Scale.flag;
import static reco.model.features.Scale.log;
import static reco.model.features.Scale.logTime;
import static reco.model.features.Scale.share;
import static reco.model.user.Activities.Window.DAY;
import static reco.model.user.Activities.Window.FIVE_MINUTES;
import static reco.model.user.Activities.Window.HOUR;

import java.util.List;
import java.util.function.ToDoubleFunction;
import reco.model.interaction.InteractionType;

/** Features of the user and of the moment, in the order of the vector. */
final class UserFeatures {
  private static final long MINUTE = 60_000L;
  private static final long A_DAY = 24 * 60 * MINUTE;

  /** The epoch began on a Thursday; weeks begin on Monday. */
  private static final long SINCE_MONDAY = 3 * A_DAY;

  private UserFeatures() {}

  static final List<UserFeature> ALL =
      List.of(
          user("interactions", m -> log((double) m.user.interactions())),
          user("is_anonymous", m -> flag(m.user.user().isAnonymous())),
          user("days_known", m -> m.user.firstSeenMillis() == 0 ? 0 : daysSince(m, first(m))),
          user("history_size", m -> m.history().size() / 100.0),
          user("history_positive_share", m -> share(m.positives, m.history().size())),
          user("history_mean_strength", m -> share(m.strengthSum, m.history().size())),
          user("history_minutes_since_last", m -> logTime(m.sinceMillis(0), MINUTE)),
          user("history_days_spanned", m -> logTime(spanned(m), A_DAY)),
          user("history_watch_share", m -> m.share(InteractionType.WATCH)),
          user("history_complete_share", m -> m.share(InteractionType.WATCH_COMPLETE)),
          user("history_skip_share", m -> m.share(InteractionType.SKIP)),
          user("history_purchase_share", m -> m.share(InteractionType.PURCHASE)),
          user("history_rating_share", m -> share(m.ratings, m.history().size())),
          user("history_mean_rating", m -> share(m.ratingSum, m.ratings)),
          user("session_length", m -> log(m.user.session().length(m.now))),
          user("session_skip_share", UserFeatures::sessionSkips),
          user("session_items", m -> log(m.user.session().items(m.now).length)),
          user("session_minutes", UserFeatures::sessionMinutes),
          user("count_5min", m -> log(m.count(m.user.categories(), FIVE_MINUTES))),
          user("count_hour", m -> log(m.count(m.user.categories(), HOUR))),
          user("count_day", m -> log(m.count(m.user.categories(), DAY))),
          user("watched", m -> log(m.user.watched().size())),
          user("likes", m -> log(m.user.likes().size())),
          user("dislikes", m -> log(m.user.dislikes().size())),
          user("hides", m -> log(m.user.hides().size())),
          user("saves", m -> log(m.user.saves().size())),
          user("categories", m -> log(m.user.categories().size())),
          user("category_affinity_top", m -> log(m.strongest(m.user.categories()))),
          user(
              "category_affinity_concentration",
              m -> share(m.strongest(m.user.categories()), m.positive(m.user.categories()))),
          user("creator_affinity_top", m -> log(m.strongest(m.user.creators()))),
          user("interests", m -> m.user.profile().interests().size() / 10.0),
          user("age", m -> m.user.profile().age() / 100.0),
          user("age_known", m -> flag(m.user.profile().age() > 0)),
          user("days_since_signup", UserFeatures::daysSinceSignup),
          user("is_subscriber", m -> flag(!m.user.profile().subscriptionTier().isEmpty())),
          user("country_known", m -> flag(!m.scene.country().isEmpty())),
          user("hour_sin", m -> StrictMath.sin(turn(m.now, A_DAY))),
          user("hour_cos", m -> StrictMath.cos(turn(m.now, A_DAY))),
          user("weekday_sin", m -> StrictMath.sin(turn(m.now + SINCE_MONDAY, 7 * A_DAY))),
          user("weekday_cos", m -> StrictMath.cos(turn(m.now + SINCE_MONDAY, 7 * A_DAY))),
          user("device_mobile", m -> flag(m.isOn("mobile") || m.isOn("phone"))),
          user("device_tv", m -> flag(m.isOn("tv"))),
          user("has_last_item", m -> flag(m.scene.lastItem() != 0)),
          user("has_query", m -> flag(m.scene.queryVector().length > 0)),
          user("history_click_share", m -> m.share(InteractionType.CLICK)),
          user("history_view_share", m -> m.share(InteractionType.VIEW)),
          user("history_like_share", m -> m.share(InteractionType.LIKE)),
          user("history_save_share", m -> m.share(InteractionType.SAVE)),
          user("history_cart_share", m -> m.share(InteractionType.CART)),
          user("history_rejection_share", UserFeatures::rejections),
          user("history_minutes_since_2nd", m -> logTime(m.sinceMillis(1), MINUTE)),
          user("history_minutes_since_5th", m -> logTime(m.sinceMillis(4), MINUTE)),
          user("history_minutes_since_10th", m -> logTime(m.sinceMillis(9), MINUTE)),
          user("history_days_since_30th", m -> logTime(m.sinceMillis(29), A_DAY)),
          user("history_time_of_day_share", Moment::timeOfDayShare),
          user("history_repeat_share", Moment::repeatShare),
          user("history_mean_seconds", m -> log(m.meanSeconds())),
          user("last_strength", m -> m.strength(0, 1)),
          user("last_5_strength", m -> m.strength(0, 5)),
          user("last_20_strength", m -> m.strength(0, 20)),
          user("strength_trend", m -> m.strength(0, 5) - m.strength(5, 20)),
          user("last_is_click", m -> flag(m.lastIs(InteractionType.CLICK))),
          user("last_is_complete", m -> flag(m.lastIs(InteractionType.WATCH_COMPLETE))),
          user("last_is_skip", m -> flag(m.lastIs(InteractionType.SKIP))),
          user("last_is_rating", m -> flag(m.lastIs(InteractionType.RATING))),
          user("last_is_purchase", m -> flag(m.lastIs(InteractionType.PURCHASE))),
          user("rating_last", m -> m.stars.last()),
          user("rating_mean_5", m -> m.stars.mean(5)),
          user("rating_mean_20", m -> m.stars.mean(20)),
          user("rating_deviation", m -> m.stars.deviation()),
          user("rating_high_share", m -> m.stars.share(4, 5)),
          user("rating_low_share", m -> m.stars.share(0, 2)),
          user("rating_top_share", m -> m.stars.share(5, 5)),
          user("rating_bias", m -> m.past.bias),
          user("past_ratings", m -> log(m.past.ratings)),
          user("past_categories", m -> log(m.past.categories.size())),
          user("past_creators", m -> log(m.past.creators.size())),
          user("past_popularity", m -> m.past.popularity),
          user("past_mean_rating", m -> m.past.meanRating),
          user("past_quality", m -> m.past.quality),
          user("past_price", m -> m.past.price),
          user("past_years_since_publish", m -> m.past.years),
          user("past_min_age", m -> m.past.mean(r -> m.past.items.minAges()[r] / 18.0)));

  private static UserFeature user(String name, ToDoubleFunction<Moment> value) {
    return new UserFeature("user_" + name, value);
  }

  private static long first(Moment moment) {
    return moment.user.firstSeenMillis();
  }

  private static double daysSince(Moment moment, long thenMillis) {
    return logTime(moment.now - thenMillis, A_DAY);
  }

  private static long spanned(Moment moment) {
    return moment.sinceMillis(moment.history().size() - 1) - moment.sinceMillis(0);
  }

  private static double rejections(Moment moment) {
    return moment.share(InteractionType.DISLIKE)
        + moment.share(InteractionType.HIDE)
        + moment.share(InteractionType.NOT_INTERESTED);
  }

  private static double sessionSkips(Moment moment) {
    var session = moment.user.session();
    return share(session.skips(moment.now), session.length(moment.now));
  }

  private static double sessionMinutes(Moment moment) {
    var session = moment.user.session();
    return session.isLive(moment.now) ? logTime(moment.now - session.startedMillis(), MINUTE) : 0;
  }

  private static double daysSinceSignup(Moment moment) {
    long signup = moment.user.profile().signupEpochSec();
    return signup == 0 ? 0 : daysSince(moment, signup * 1_000);
  }

  /** Where in a period a time is, as an angle. */
  private static double turn(long timeMillis, long periodMillis) {
    return 2 * Math.PI * Math.floorMod(timeMillis, periodMillis) / periodMillis;
  }
}
