package reco.model.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A number that operators may change while the system runs. */
public enum Parameter {
  WEIGHT_CLICK("scoring.weight.click", 0.2, -10, 10, "weight of the probability of a click"),
  WEIGHT_COMPLETE(
      "scoring.weight.complete", 0.5, -10, 10, "weight of the probability of going to the end"),
  WEIGHT_RATING(
      "scoring.weight.rating", 0, -10, 10, "weight of the expected stars, 0 for one to 1 for five"),
  WEIGHT_RATING4(
      "scoring.weight.rating4", 0.3, -10, 10, "weight of the probability of a rating of 4 or more"),
  WEIGHT_PURCHASE(
      "scoring.weight.purchase", 0.5, -10, 10, "weight of the probability of a purchase"),
  WEIGHT_SKIP(
      "scoring.weight.skip", -0.2, -10, 10, "weight of the probability of a skip within 10 s"),
  WEIGHT_DWELL(
      "scoring.weight.dwell", 0, -10, 10, "weight of the expected time, 1 for an hour or more"),
  BLEND_TWO_TOWER(
      "blend.weight.two-tower", 0, 0, 1_000, "weight of the two-tower source's inner product"),
  BLEND_CO_VISITATION(
      "blend.weight.co-visitation", 0, 0, 1_000, "weight of the logarithm of co-visitation"),
  BLEND_EASE("blend.weight.ease", 0, 0, 1_000, "weight of EASE's score"),
  BLEND_USER_NEIGHBOURS(
      "blend.weight.user-neighbours",
      0,
      0,
      1_000,
      "weight of the logarithm of what the neighbours give"),
  BLEND_POPULARITY(
      "blend.weight.popularity", 0, 0, 1_000, "weight of the logarithm of the month's popularity"),
  MMR_LAMBDA("rerank.mmr.lambda", 0.8, 0, 1, "relevance against diversity; 1 is relevance alone"),
  CAP_RUN("rerank.cap.run", 3, 1, 500, "most items of one category in a row"),
  CAP_SHARE("rerank.cap.share", 0.4, 0.05, 1, "largest share of one category on a page"),
  EXPLORATION_SHARE("exploration.share", 0.1, 0, 1, "share of positions given to exploration");

  private static final String WEIGHT_PREFIX = "scoring.weight.";
  private static final String BLEND_PREFIX = "blend.weight.";

  private final String parameterName;
  private final double standard;
  private final double minimum;
  private final double maximum;
  private final String description;

  Parameter(String name, double standard, double minimum, double maximum, String description) {
    this.parameterName = name;
    this.standard = standard;
    this.minimum = minimum;
    this.maximum = maximum;
    this.description = description;
  }

  public static Optional<Parameter> ofName(String parameterName) {
    return Arrays.stream(values())
        .filter(parameter -> parameter.parameterName.equals(parameterName))
        .findFirst();
  }

  /** The weight of a ranker's head; empty for a head that no score uses. */
  public static Optional<Parameter> weightOf(String head) {
    return ofName(WEIGHT_PREFIX + head);
  }

  /** The weights of all heads that a ranker may have. */
  public static List<Parameter> weightsOfHeads() {
    return Arrays.stream(values())
        .filter(parameter -> parameter.parameterName.startsWith(WEIGHT_PREFIX))
        .toList();
  }

  /** The weight of a source's own score in the blend; empty for a source that has none. */
  public static Optional<Parameter> weightOfSource(String source) {
    return ofName(BLEND_PREFIX + source);
  }

  public String parameterName() {
    return parameterName;
  }

  public double standard() {
    return standard;
  }

  public double minimum() {
    return minimum;
  }

  public double maximum() {
    return maximum;
  }

  public String description() {
    return description;
  }

  /** Whether a value is within the bounds; NaN is not. */
  public boolean allows(double value) {
    return value >= minimum && value <= maximum;
  }
}
