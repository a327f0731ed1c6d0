package reco.model.item;

/** What is counted of each item, in the order of {@link ItemRows#statistics()}. Append only. */
public enum ItemStatistic {
  /** Interactions with positive strength since ever. */
  POSITIVES,
  IMPRESSIONS,
  CLICKS,
  COMPLETIONS,
  SKIPS,
  LIKES,
  DISLIKES,
  RATINGS,
  RATING_SUM,
  PURCHASES,
  /** Positive interactions of the last hour. */
  LAST_HOUR,
  /** Positive interactions of the last day. */
  LAST_DAY,
  /** Positive interactions of the last 30 days. */
  LAST_30_DAYS,
  /** Share of items with fewer {@link #LAST_30_DAYS}, 0 to 1. */
  POPULARITY_RANK,
  /** Users with a positive interaction, an upper bound: a return after ten other items counts. */
  USERS;

  public static final int COUNT = values().length;
}
