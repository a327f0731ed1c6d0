package reco.model.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import reco.model.item.ItemRows;
import reco.model.pipeline.Pipeline;
import reco.model.pipeline.Provenance;
import reco.model.pipeline.Stages;
import reco.model.user.ItemTimes;
import reco.model.user.UserState;

/**
 * What may not be shown to this user now. Hard filters hold on every rung and in every pipeline,
 * listed or not, and come first.
 */
public enum FilterRule {
  /** Known to the catalogue, and not hidden. */
  VISIBLE(Stages.VISIBLE, true),

  /** In stock, playable. */
  AVAILABLE(Stages.AVAILABLE, true),

  /**
   * Licensed in the country of the request, else of the profile. Where neither is known only what
   * is licensed everywhere may be shown.
   */
  LICENSED(Stages.LICENSED, true),

  /**
   * Allowed at the profile's age. A user who states none counts as {@value #UNKNOWN_AGE}; one whose
   * state could not be read may be a child, and is shown only what has no age limit.
   */
  AGE(Stages.AGE, true),

  /** Not consumed in the last 30 days, disliked or hidden, and not what the visitor is at. */
  UNSEEN(Stages.UNSEEN, false),

  /** Neither disliked nor hidden. */
  NOT_DISLIKED(Stages.NOT_DISLIKED, false);

  /** Sees nothing that is for adults only. */
  private static final int UNKNOWN_AGE = 17;

  /** Sees nothing that has an age limit. */
  private static final int ANY_AGE = 0;

  private static final FilterRule[] VALUES = values();

  private final String stageName;
  private final boolean hard;

  FilterRule(String stageName, boolean hard) {
    this.stageName = stageName;
    this.hard = hard;
  }

  public String stageName() {
    return stageName;
  }

  /** Whether it holds on every rung. */
  public boolean hard() {
    return hard;
  }

  /** Which rows it removes. */
  IntPredicate removes(Inputs inputs, Provenance provenance) {
    return switch (this) {
      case VISIBLE -> flagged(inputs, ItemRows.HIDDEN | ItemRows.MISSING);
      case AVAILABLE -> flagged(inputs, ItemRows.UNAVAILABLE);
      case LICENSED -> unlicensed(inputs);
      case AGE -> tooYoung(inputs);
      case UNSEEN -> seen(inputs, provenance);
      case NOT_DISLIKED -> disliked(inputs, provenance);
    };
  }

  static Optional<FilterRule> ofName(String stageName) {
    return Arrays.stream(VALUES).filter(rule -> rule.stageName.equals(stageName)).findFirst();
  }

  /** The hard ones, then the pipeline's others in its order. */
  static List<FilterRule> of(Pipeline pipeline) {
    var listed = pipeline.filters().stream().flatMap(filter -> ofName(filter.name()).stream());
    return Stream.concat(hardOnes(), listed.filter(rule -> !rule.hard)).toList();
  }

  /** Those that hold when everything else is missing: a user's dislikes are a word given, too. */
  static List<FilterRule> ofFallback() {
    return Stream.concat(hardOnes(), Stream.of(NOT_DISLIKED)).toList();
  }

  private static Stream<FilterRule> hardOnes() {
    return Arrays.stream(VALUES).filter(FilterRule::hard);
  }

  private static IntPredicate flagged(Inputs inputs, int flags) {
    var given = inputs.rows().flags();
    return row -> (given[row] & flags) != 0;
  }

  private static IntPredicate unlicensed(Inputs inputs) {
    var rows = inputs.rows();
    var isLicensed = new boolean[rows.regionSets().size()];
    for (int set = 0; set < isLicensed.length; set++) {
      isLicensed[set] = isLicensed(rows.regionSets().get(set), inputs.country());
    }
    return row -> !isLicensed[rows.regions()[row]];
  }

  private static boolean isLicensed(String countries, String country) {
    return countries.isEmpty()
        || (!country.isEmpty() && ("," + countries + ",").contains("," + country + ","));
  }

  private static IntPredicate tooYoung(Inputs inputs) {
    int age = countedAge(inputs.user());
    var minAges = inputs.rows().minAges();
    return row -> minAges[row] > age;
  }

  /** The age in years that a user counts as: items with a higher limit are not shown. */
  public static int countedAge(UserState user) {
    if (user.isUnread()) {
      return ANY_AGE;
    }
    int stated = user.profile().age();
    return stated == 0 ? UNKNOWN_AGE : stated;
  }

  private static IntPredicate seen(Inputs inputs, Provenance provenance) {
    var user = inputs.user();
    var isSeen = new boolean[provenance.rows()];
    long since = inputs.query().instantMillis() - UserState.WATCHED_MILLIS;
    mark(isSeen, user.watched(), since, provenance);
    markDisliked(isSeen, user, provenance);
    mark(isSeen, inputs.query().lastItem(), provenance);
    return row -> isSeen[row];
  }

  private static IntPredicate disliked(Inputs inputs, Provenance provenance) {
    var isDisliked = new boolean[provenance.rows()];
    markDisliked(isDisliked, inputs.user(), provenance);
    return row -> isDisliked[row];
  }

  private static void markDisliked(boolean[] marks, UserState user, Provenance provenance) {
    mark(marks, user.dislikes(), Long.MIN_VALUE, provenance);
    mark(marks, user.hides(), Long.MIN_VALUE, provenance);
  }

  private static void mark(
      boolean[] marks, ItemTimes items, long sinceMillis, Provenance provenance) {
    for (int i = 0; i < items.size() && items.timeMillis(i) >= sinceMillis; i++) {
      mark(marks, items.item(i), provenance);
    }
  }

  private static void mark(boolean[] marks, long item, Provenance provenance) {
    int row = provenance.row(item);
    if (row >= 0) {
      marks[row] = true;
    }
  }
}
