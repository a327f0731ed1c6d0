package reco.model.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import reco.model.features.Past.Encounters;
import reco.model.item.ItemRows;
import reco.model.item.ItemStatistic;
import reco.model.pipeline.Provenance;
import reco.model.user.Activities;
import reco.model.user.Activity;
import reco.model.user.ItemTimes;
import reco.model.user.UserState;

/**
 * The candidates of one request with everything of the user that depends on a name or an item
 * resolved once, so that a column reads arrays only. A column is read before the next one is asked
 * for.
 */
final class Candidates {
  final ItemRows items;
  final UserState user;
  final long now;
  final Scene scene;
  final Past past;
  private final Provenance provenance;
  private final List<@Nullable Activity> categories;
  private final List<@Nullable Activity> creators;
  private final List<@Nullable Encounters> metCategories;
  private final List<@Nullable Encounters> metCreators;
  private final Similarities similarities;
  private final Closeness closeness;

  /** Values by name or row, made anew for each column. */
  private final double[] values;

  Candidates(Scene scene, Past past) {
    this.scene = scene;
    this.items = scene.items();
    this.user = scene.user();
    this.now = scene.nowMillis();
    this.provenance = scene.provenance();
    this.past = past;
    this.categories = byName(user.categories(), items.categories());
    this.creators = byName(user.creators(), items.creators());
    this.metCategories = resolve(past.categories, items.categories());
    this.metCreators = resolve(past.creators, items.creators());
    this.similarities = Similarities.of(scene);
    this.closeness = Closeness.of(scene, past);
    this.values = new double[Math.max(items.size(), items.names().size())];
  }

  Column statistic(ItemStatistic statistic) {
    var statistics = items.statistics();
    int offset = statistic.ordinal();
    return row -> statistics[row * ItemStatistic.COUNT + offset];
  }

  /** What the user did with the category; 0 where that is nothing. */
  Column category(ToDoubleFunction<Activity> value) {
    return named(categories, items.categories(), value);
  }

  /** What the user did with the creator; 0 where that is nothing. */
  Column creator(ToDoubleFunction<Activity> value) {
    return named(creators, items.creators(), value);
  }

  /** What the user met lately of the category; 0 where that is nothing. */
  Column metCategory(ToDoubleFunction<Encounters> value) {
    return named(metCategories, items.categories(), value);
  }

  /** What the user met lately of the creator; 0 where that is nothing. */
  Column metCreator(ToDoubleFunction<Encounters> value) {
    return named(metCreators, items.creators(), value);
  }

  /** A measure of {@link Closeness}. */
  Column closeness(int measure) {
    return closeness.column(measure);
  }

  /** A value a category name, computed once each. */
  Column categoryName(ToDoubleFunction<String> value) {
    return ofName(items.categories(), value);
  }

  /** A value a language, computed once each. */
  Column language(ToDoubleFunction<String> value) {
    return ofName(items.languages(), value);
  }

  /** A value for the rows that a set of items has, given when they were put in; else 0. */
  Column in(ItemTimes set, LongToDoubleFunction value) {
    Arrays.fill(values, 0);
    for (int i = 0; i < set.size(); i++) {
      int row = provenance.row(set.item(i));
      if (row >= 0) {
        values[row] = value.applyAsDouble(set.timeMillis(i));
      }
    }
    return row -> values[row];
  }

  /** Interactions of the history with the row's item. */
  Column timesInHistory() {
    var history = user.history();
    Arrays.fill(values, 0);
    for (int age = 0; age < history.size(); age++) {
      int row = provenance.row(history.item(age));
      if (row >= 0) {
        values[row]++;
      }
    }
    return row -> values[row];
  }

  Column sourceScore(String source) {
    int index = provenance.indexOf(source);
    return index < 0 ? _ -> 0 : row -> Scale.signedLog(provenance.score(row, index));
  }

  /** 1 for the best of a source, falling with its rank; 0 where it did not propose the row. */
  Column sourceRank(String source) {
    int index = provenance.indexOf(source);
    return index < 0 ? _ -> 0 : row -> 1 - provenance.normalizedRank(row, index);
  }

  /** How many sources proposed the row. */
  Column sources() {
    return provenance::count;
  }

  Column retrievalScore() {
    return provenance::retrievalScore;
  }

  /** Inner product of the query with each embedding. */
  Column similarity() {
    return row -> similarities.product(row);
  }

  /** Cosine of the query and each embedding. */
  Column cosine() {
    return row -> similarities.cosine(row);
  }

  private <T> Column named(List<@Nullable T> known, int[] nameOfRow, ToDoubleFunction<T> value) {
    for (int name = 0; name < known.size(); name++) {
      var of = known.get(name);
      values[name] = of == null ? 0 : value.applyAsDouble(of);
    }
    return row -> values[nameOfRow[row]];
  }

  private Column ofName(int[] nameOfRow, ToDoubleFunction<String> value) {
    Arrays.fill(values, Double.NaN);
    for (int row : scene.kept()) {
      int name = nameOfRow[row];
      if (Double.isNaN(values[name])) {
        values[name] = value.applyAsDouble(items.names().get(name));
      }
    }
    return row -> values[nameOfRow[row]];
  }

  private List<@Nullable Activity> byName(Activities activities, int[] nameOfRow) {
    var known = new HashMap<String, Activity>();
    for (int i = 0; i < activities.size(); i++) {
      known.put(activities.get(i).name(), activities.get(i));
    }
    return resolve(known, nameOfRow);
  }

  /** By index of the name: what is known of it, null where nothing. */
  private <T> List<@Nullable T> resolve(Map<String, T> known, int[] nameOfRow) {
    var byName = new ArrayList<@Nullable T>(Collections.nCopies(items.names().size(), null));
    if (!known.isEmpty()) {
      var isResolved = new boolean[byName.size()];
      isResolved[0] = true;
      for (int row : scene.kept()) {
        int name = nameOfRow[row];
        if (!isResolved[name]) {
          isResolved[name] = true;
          byName.set(name, known.get(items.names().get(name)));
        }
      }
    }
    return byName;
  }
}
