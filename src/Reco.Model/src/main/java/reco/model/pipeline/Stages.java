package reco.model.pipeline;

import java.util.List;

/** The names that a pipeline may use: what there is to choose from for each kind of stage. */
public final class Stages {
  public static final String TWO_TOWER = "two-tower";
  public static final String CO_VISITATION = "co-visitation";
  public static final String EASE = "ease";
  public static final String USER_NEIGHBOURS = "user-neighbours";
  public static final String TRENDING = "trending";
  public static final String TRENDING_REGION = "trending-region";
  public static final String TRENDING_CATEGORY = "trending-category";
  public static final String POPULARITY = "popularity";
  public static final String NEW = "new";

  public static final String VISIBLE = "visible";
  public static final String AVAILABLE = "available";
  public static final String LICENSED = "licensed";
  public static final String AGE = "age";
  public static final String UNSEEN = "unseen";
  public static final String NOT_DISLIKED = "not-disliked";

  public static final String ENGAGEMENT = "engagement";

  public static final String MMR = "mmr";
  public static final String CATEGORY_CAP = "category-cap";

  public static final String EPSILON_GREEDY = "epsilon-greedy";

  /** Nobody: the retrieval score ranks, or nothing explores. */
  public static final String NONE = "none";

  public static final List<String> SOURCES =
      List.of(
          TWO_TOWER,
          CO_VISITATION,
          EASE,
          USER_NEIGHBOURS,
          TRENDING,
          TRENDING_REGION,
          TRENDING_CATEGORY,
          POPULARITY,
          NEW);
  public static final List<String> FILTERS =
      List.of(VISIBLE, AVAILABLE, LICENSED, AGE, UNSEEN, NOT_DISLIKED);
  public static final List<String> RANKERS = List.of(ENGAGEMENT, NONE);
  public static final List<String> RERANKERS = List.of(MMR, CATEGORY_CAP);
  public static final List<String> EXPLORATIONS = List.of(EPSILON_GREEDY, NONE);

  private Stages() {}
}
