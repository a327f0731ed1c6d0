package reco.model.decision;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import reco.model.decision.Decision.Reason;
import reco.model.decision.Decision.Reason.Kind;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Provenance;
import reco.model.pipeline.Stages;

/** Why an item is here: the source that ranked it best says it, as far as that is true. */
final class Reasons {
  private static final long NO_ANCHOR = 0;
  private static final Reason EXPLORED = new Reason(Kind.EXPLORATION, NO_ANCHOR, "");

  private final Pipeline pipeline;
  private final Inputs inputs;
  private final Provenance provenance;
  private final Set<String> likedCategories;

  Reasons(Pipeline pipeline, Inputs inputs, Provenance provenance) {
    this.pipeline = pipeline;
    this.inputs = inputs;
    this.provenance = provenance;
    this.likedCategories = likedCategories(inputs);
  }

  /**
   * The reason for a row.
   *
   * @param sources that proposed the row, best first
   */
  Reason of(int row, int[] sources, boolean explored) {
    if (explored) {
      return EXPLORED;
    }
    int best = sources.length == 0 ? -1 : sources[0];
    return switch (best < 0 ? Stages.NONE : pipeline.sources().get(best).name()) {
      case Stages.CO_VISITATION, Stages.USER_NEIGHBOURS ->
          because(provenance.anchor(row, best), row);
      case Stages.TWO_TOWER, Stages.EASE -> likeTheHistory(row);
      case Stages.TRENDING -> new Reason(Kind.TRENDING, NO_ANCHOR, "");
      case Stages.TRENDING_REGION -> new Reason(Kind.TRENDING, NO_ANCHOR, country());
      case Stages.TRENDING_CATEGORY ->
          new Reason(Kind.TRENDING, NO_ANCHOR, inputs.rows().category(row));
      case Stages.NEW -> new Reason(Kind.NEW, NO_ANCHOR, "");
      default -> new Reason(Kind.POPULAR, NO_ANCHOR, "");
    };
  }

  /** The English name of the country that the request is made for. */
  private String country() {
    return Locale.of("", inputs.country()).getDisplayCountry(Locale.ENGLISH);
  }

  private Reason because(long anchor, int row) {
    return anchor == NO_ANCHOR ? likeTheHistory(row) : new Reason(Kind.BECAUSE_YOU_HAD, anchor, "");
  }

  /** Names the category only where the user has shown to like it. */
  private Reason likeTheHistory(int row) {
    var category = inputs.rows().category(row);
    if (likedCategories.contains(category)) {
      return new Reason(Kind.MATCHES_YOUR_TASTE, NO_ANCHOR, category);
    }
    boolean onlyTheVisit =
        inputs.query().lastItem() != NO_ANCHOR && inputs.user().history().size() == 0;
    return onlyTheVisit
        ? new Reason(Kind.BECAUSE_YOU_HAD, inputs.query().lastItem(), "")
        : new Reason(Kind.MATCHES_YOUR_TASTE, NO_ANCHOR, "");
  }

  /** Picked at onboarding, or with more for than against them. */
  private static Set<String> likedCategories(Inputs inputs) {
    var liked = new HashSet<>(inputs.user().profile().interests());
    var categories = inputs.user().categories();
    for (int i = 0; i < categories.size(); i++) {
      if (categories.get(i).affinity(inputs.query().instantMillis()) > 0) {
        liked.add(categories.get(i).name());
      }
    }
    return liked;
  }
}
