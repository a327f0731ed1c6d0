package reco.model.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reco.model.decision.Funnel;
import reco.model.decision.Inputs;
import reco.model.id.Hashes;
import reco.model.interaction.InteractionType;
import reco.model.item.ItemStatistic;
import reco.model.pipeline.Stages;
import reco.model.ranking.FeatureMatrix;
import reco.model.sample.GivenInputs;
import reco.model.sample.GivenItems;
import reco.model.sample.GivenUser;
import reco.model.sample.SampleInputs;

/** FS-6, FS-7, FS-8, FS-10. */
class FeatureSpecTest {
  private static final FeatureSpec SPEC = FeatureSpec.CURRENT;
  private static final long NOW = SampleInputs.NOW_MILLIS;
  private static final long A_DAY = 24 * 60 * 60_000L;

  @Test
  void thereAreAtLeast150FeaturesWithNamesOfTheirOwn() {
    var names = Stream.concat(SPEC.userNames().stream(), SPEC.itemNames().stream()).toList();

    assertThat(names).hasSizeGreaterThanOrEqualTo(150).doesNotHaveDuplicates();
  }

  /**
   * Whoever sees this fail has changed a name, an order or a value: rankers trained before do not
   * understand the change, so the spec needs a new version, and then these new hashes.
   */
  @Test
  void versionThreeComputesWhatItAlwaysDid() {
    var values = new StringBuilder();
    for (long seed = 0; seed < 20; seed++) {
      var features = features(SampleInputs.of(seed));
      values.append(Arrays.hashCode(features.user())).append(' ');
      values.append(Arrays.hashCode(features.items())).append('\n');
    }

    assertThat(SPEC.id()).isEqualTo("3@33727d9f4f220bb6");
    assertThat("%016x".formatted(Hashes.hash(values.toString()))).isEqualTo("68f2c9727a2fbfb6");
  }

  @Test
  void theMatrixHasARowForEachKeptCandidate() {
    var prepared = Funnel.prepare(SampleInputs.home(), SampleInputs.of(1));

    assertThat(prepared.features().rows()).isEqualTo(prepared.kept().length);
    assertThat(prepared.features().user()).hasSameSizeAs(SPEC.userNames());
    assertThat(prepared.features().itemWidth()).isEqualTo(SPEC.itemNames().size());
    assertThat(prepared.features().items())
        .hasSize(prepared.kept().length * SPEC.itemNames().size());
  }

  @Test
  void whateverIsCountedEveryFeatureIsFinite() {
    var items = GivenItems.of(4);
    float[] nasty = {Float.NaN, Float.POSITIVE_INFINITY, -Float.MAX_VALUE, Float.MAX_VALUE};
    for (int row = 0; row < nasty.length; row++) {
      for (var statistic : ItemStatistic.values()) {
        items.statistic(row, statistic, nasty[row]);
      }
      items.price(row, nasty[row]).published(row, row % 2 == 0 ? Long.MAX_VALUE : Long.MIN_VALUE);
    }
    var given =
        GivenInputs.of(items)
            .queryVector(Float.MAX_VALUE, Float.MIN_VALUE)
            .user(GivenUser.anna().did(InteractionType.WATCH, 9, NOW + 40 * A_DAY));

    var features = features(given.inputs());

    assertThat(features.items()).hasSize(4 * SPEC.itemNames().size());
    for (float value : features.items()) {
      assertThat(Float.isFinite(value)).isTrue();
    }
    for (float value : features.user()) {
      assertThat(Float.isFinite(value)).isTrue();
    }
  }

  /** FS-7: 3 clicks of 10 impressions, with a prior of 1 of 20: 4 of 30. */
  @Test
  void ratesAreSmoothed() {
    var items =
        GivenItems.of(2)
            .statistic(0, ItemStatistic.CLICKS, 3)
            .statistic(0, ItemStatistic.IMPRESSIONS, 10);

    assertThat(column(GivenInputs.of(items), "item_click_rate")).containsExactly(4 / 30f, 0.05f);
  }

  /** FS-7: (4 + 5 + 5 * 3.5) / (2 + 5). */
  @Test
  void aMeanRatingIsDrawnToTheMiddle() {
    var items =
        GivenItems.of(2)
            .statistic(0, ItemStatistic.RATINGS, 2)
            .statistic(0, ItemStatistic.RATING_SUM, 9);

    assertThat(column(GivenInputs.of(items), "item_mean_rating")).containsExactly(26.5f / 7, 3.5f);
  }

  /** FS-6: a like is worth 3, halved every seven days; ln 2.5 and ln 4. */
  @Test
  void affinitiesFollowTheCategoryAndTheCreator() {
    var items = GivenItems.of(3).category(0, "drama").creator(1, "lynch").category(2, "war");
    var user =
        GivenUser.anna()
            .did(InteractionType.LIKE, 9, "drama", "", NOW - 7 * A_DAY)
            .did(InteractionType.LIKE, 8, "", "lynch", NOW);

    assertThat(column(GivenInputs.of(items).user(user), "cross_category_affinity"))
        .containsExactly((float) StrictMath.log(2.5), 0, 0);
    assertThat(column(GivenInputs.of(items).user(user), "cross_creator_affinity"))
        .containsExactly(0, (float) StrictMath.log(4), 0);
  }

  /** FS-6: interactions with the category in the last hour and day. */
  @Test
  void categoriesAreCountedInWindows() {
    var items = GivenItems.of(2).category(0, "drama");
    var user =
        GivenUser.anna()
            .did(InteractionType.CLICK, 9, "drama", "", NOW - A_DAY / 2)
            .did(InteractionType.CLICK, 8, "drama", "", NOW - 60_000);

    assertThat(column(GivenInputs.of(items).user(user), "cross_category_count_hour"))
        .containsExactly((float) StrictMath.log(2), 0);
    assertThat(column(GivenInputs.of(items).user(user), "cross_category_count_day"))
        .containsExactly((float) StrictMath.log(3), 0);
  }

  @Test
  void similarityIsTheProductWithTheQuery() {
    var items = GivenItems.of(3).vector(0, 3, 4).vector(1, -4, 3);
    var given = GivenInputs.of(items).queryVector(30, 40);

    assertThat(column(given, "cross_similarity"))
        .usingComparatorWithPrecision(0.1f)
        .containsExactly(250, 0, 0);
    assertThat(column(given, "cross_cosine"))
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(1, 0, 0);
  }

  @Test
  void aQueryOfAnotherModelIsNoQuery() {
    var given = GivenInputs.of(GivenItems.of(1).vector(0, 3, 4)).queryVector(1, 2, 3);

    assertThat(column(given, "cross_similarity")).containsExactly(0);
  }

  @Test
  void sourcesSayHowHighTheyRankedAnItem() {
    var given =
        GivenInputs.of(GivenItems.of(3))
            .proposed(Stages.TRENDING, 0, 1)
            .proposed(Stages.TWO_TOWER, 1);

    assertThat(column(given, "cross_trending_rank")).containsExactly(1, 0.98f, 0);
    assertThat(column(given, "cross_sources")).containsExactly(1, 2, 0);
  }

  /** FS-8: what the user did long ago and in this session stand side by side. */
  @Test
  void theSessionAndTheHistoryBothCount() {
    var user =
        GivenUser.anna()
            .did(InteractionType.CLICK, 9, NOW - 20 * A_DAY)
            .did(InteractionType.SKIP, 8, NOW - 60_000);
    var features = features(GivenInputs.of(GivenItems.of(1)).user(user).inputs());

    assertThat(user(features, "user_session_length")).isEqualTo((float) StrictMath.log(2));
    assertThat(user(features, "user_session_skip_share")).isEqualTo(1);
    assertThat(user(features, "user_history_size")).isEqualTo(0.02f);
    assertThat(user(features, "user_history_skip_share")).isEqualTo(0.5f);
  }

  /** A Sunday, 20:15: 5/6 + 1/96 of the day. */
  @Test
  void timeGoesRoundLikeAClock() {
    var features = features(GivenInputs.of(GivenItems.of(1)).inputs());
    double day = (20 + 15 / 60.0) / 24;

    assertThat(user(features, "user_hour_sin"))
        .isEqualTo((float) StrictMath.sin(2 * Math.PI * day), within(1e-6f));
    assertThat(user(features, "user_weekday_cos"))
        .isEqualTo((float) StrictMath.cos(2 * Math.PI * (6 + day) / 7), within(1e-6f));
  }

  private static float user(FeatureMatrix features, String name) {
    return features.user()[SPEC.userNames().indexOf(name)];
  }

  private static float[] column(GivenInputs given, String name) {
    var features = features(given.inputs());
    int feature = SPEC.itemNames().indexOf(name);
    var column = new float[features.rows()];
    for (int row = 0; row < column.length; row++) {
      column[row] = features.items()[row * features.itemWidth() + feature];
    }
    return column;
  }

  private static FeatureMatrix features(Inputs inputs) {
    return Funnel.prepare(SampleInputs.home(), inputs).features();
  }
}
