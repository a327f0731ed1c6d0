package reco.model.retrieval;

import java.util.Locale;
import reco.model.interaction.InteractionType;
import reco.model.user.UserState;

/**
 * How a query weighs a history: {@code strength * decay^age}, where age counts the user's distinct
 * items of positive strength from 0, the newest.
 *
 * @param decay over 0, at most 1
 * @param history most items that a query looks at
 */
public record QueryRule(float decay, int history, Strength strength) {
  public QueryRule {
    if (!(decay > 0 && decay <= 1)) {
      throw new IllegalArgumentException(
          "recency_decay: got " + decay + ", expected over 0 and at most 1");
    }
    if (history < 1) {
      throw new IllegalArgumentException("history: got " + history + ", expected at least 1");
    }
  }

  /** How much one interaction counts. */
  public enum Strength {
    RAW,
    SQRT;

    /**
     * Reads {@code raw} or {@code sqrt}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Strength of(String name) {
      for (var strength : values()) {
        if (strength.name().toLowerCase(Locale.ROOT).equals(name)) {
          return strength;
        }
      }
      throw new IllegalArgumentException("weight: got '" + name + "', expected raw or sqrt");
    }

    float of(float strength) {
      return this == RAW ? strength : (float) Math.sqrt(strength);
    }
  }

  /** What a history item counts before its age: by the newest positive interaction with it. */
  float weight(UserState user, int age) {
    return strength.of(user.history().strength(age));
  }

  /** What the item counts that the visitor is at, of which no event has arrived yet. */
  float weightOfVisit() {
    return strength.of(InteractionType.VIEW.strength(0));
  }
}
