package reco.model.interaction;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a user did with an item, in the order of the wire and of stored state: append only.
 *
 * <p>The strength is the evidence of interest that one interaction carries, 1 for a click; negative
 * for dislike. It weights affinities, retrieval and training alike.
 */
public enum InteractionType {
  IMPRESSION(0f, false),
  CLICK(1f, false),
  VIEW(1f, false),
  WATCH(1.5f, true),
  WATCH_COMPLETE(3f, true),
  SKIP(-0.5f, false),
  LIKE(3f, false),
  DISLIKE(-3f, false),
  SAVE(2f, false),
  HIDE(-3f, false),
  RATING(1f, true),
  PURCHASE(4f, true),
  CART(2.5f, false),
  SEARCH(0f, false),
  SHARE(2.5f, false),
  NOT_INTERESTED(-3f, false);

  private static final InteractionType[] VALUES = values();

  private final float strength;
  private final boolean consumes;
  private final String wireName = name().toLowerCase(Locale.ROOT);

  InteractionType(float strength, boolean consumes) {
    this.strength = strength;
    this.consumes = consumes;
  }

  public static InteractionType ofOrdinal(int ordinal) {
    return VALUES[ordinal];
  }

  /** How many types there are. */
  public static int count() {
    return VALUES.length;
  }

  /** Reads {@link #wireName()}; empty where there is no such type. */
  public static Optional<InteractionType> ofWireName(String wireName) {
    return Arrays.stream(VALUES).filter(type -> type.wireName.equals(wireName)).findFirst();
  }

  public String wireName() {
    return wireName;
  }

  /**
   * The evidence of interest; a rating's depends on its value, from -1 at one star to 3 at five.
   */
  public float strength(float value) {
    return this == RATING ? (value - 2f) : strength;
  }

  public boolean isPositive(float value) {
    return strength(value) > 0;
  }

  /** Whether the user has had the item and is not to be shown it again. */
  public boolean consumes() {
    return consumes;
  }

  /** Whether its value is a duration in seconds. */
  public boolean hasDuration() {
    return switch (this) {
      case CLICK, VIEW, WATCH, WATCH_COMPLETE, SKIP -> true;
      case IMPRESSION,
          LIKE,
          DISLIKE,
          SAVE,
          HIDE,
          RATING,
          PURCHASE,
          CART,
          SEARCH,
          SHARE,
          NOT_INTERESTED ->
          false;
    };
  }

  public boolean needsItem() {
    return this != SEARCH;
  }
}
