package reco.model.features;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import reco.model.id.KeyIndex;
import reco.model.interaction.InteractionType;
import reco.model.item.ItemRows;
import reco.model.item.ItemStatistic;
import reco.model.user.History;

/**
 * The newest interactions of a user, each joined with the columns of its item; age 0 is the newest.
 * Made once a request, for the features of the user and of each candidate.
 */
public final class Past {
  /** So many interactions are looked at. */
  public static final int LENGTH = 30;

  /** From this strength on an interaction says that the item was liked. */
  private static final float LIKED = 2;

  /** Ratings that an estimate of how a user rates is drawn to none by. */
  private static final double PRIOR_RATINGS = 5;

  final ItemRows items;
  final int size;

  /** Row of the item of each age; below 0 where the catalogue does not know it. */
  final int[] rows;

  final float[] strengths;

  /** Stars above what others gave the item; NaN where the interaction is no rating. */
  final double[] surpluses;

  /** How far above others this user rates. */
  final double bias;

  final int ratings;

  /** What was met of each category, and of each creator. */
  final Map<String, Encounters> categories;

  final Map<String, Encounters> creators;

  /** Means over the items met. */
  final double popularity;

  final double meanRating;
  final double quality;
  final double price;
  final double years;

  Past(History history, ItemRows items, long nowMillis) {
    this.items = items;
    this.size = Math.min(LENGTH, history.size());
    this.rows = new int[size];
    this.strengths = new float[size];
    this.surpluses = new double[size];
    var index = KeyIndex.of(items.keys());
    double sum = 0;
    int count = 0;
    for (int age = 0; age < size; age++) {
      int row = index.row(history.item(age));
      rows[age] = row >= 0 && (items.flags()[row] & ItemRows.MISSING) == 0 ? row : -1;
      strengths[age] = history.strength(age);
      boolean rated = history.type(age) == InteractionType.RATING && rows[age] >= 0;
      surpluses[age] = rated ? history.value(age) - meanRating(items, row) : Double.NaN;
      sum += rated ? surpluses[age] : 0;
      count += rated ? 1 : 0;
    }
    this.ratings = count;
    this.bias = sum / (count + PRIOR_RATINGS);
    this.categories = byName(items.categories());
    this.creators = byName(items.creators());
    this.popularity = mean(row -> items.statistic(row, ItemStatistic.POPULARITY_RANK));
    this.meanRating = mean(row -> meanRating(items, row));
    this.quality = mean(row -> items.qualities()[row]);
    this.price = mean(row -> Scale.log(items.prices()[row]));
    this.years = mean(row -> ItemFeatures.years(items, row, nowMillis));
  }

  /** Keys of the distinct items whose columns are needed, newest first. */
  public static long[] keys(History history) {
    var keys = new long[Math.min(LENGTH, history.size())];
    int count = 0;
    for (int age = 0; age < keys.length; age++) {
      long key = history.item(age);
      boolean known = false;
      for (int i = 0; i < count && !known; i++) {
        known = keys[i] == key;
      }
      if (!known) {
        keys[count++] = key;
      }
    }
    return Arrays.copyOf(keys, count);
  }

  /** An item's mean rating, drawn to the middle. */
  static double meanRating(ItemRows items, int row) {
    return ItemFeatures.meanRating(
        items.statistic(row, ItemStatistic.RATING_SUM),
        items.statistic(row, ItemStatistic.RATINGS));
  }

  boolean isKnown(int age) {
    return rows[age] >= 0;
  }

  boolean isLiked(int age) {
    return strengths[age] >= LIKED;
  }

  boolean isDisliked(int age) {
    return strengths[age] < 0;
  }

  /** What a row of the items is worth to a feature. */
  interface OfRow {
    double of(int row);
  }

  /** Mean over the interactions whose item is known; 0 where there is none. */
  double mean(OfRow value) {
    double sum = 0;
    int count = 0;
    for (int age = 0; age < size; age++) {
      if (isKnown(age)) {
        sum += value.of(rows[age]);
        count++;
      }
    }
    return Scale.share(sum, count);
  }

  /** What was met under one name: of a category, or of a creator. */
  static final class Encounters {
    int count;
    double strength;
    double surplus;
    int ratings;

    /** Age of the newest. */
    int newest;

    double meanStrength() {
      return strength / count;
    }

    /** Stars above what others gave, drawn to none. */
    double meanSurplus() {
      return surplus / (ratings + PRIOR_RATINGS);
    }
  }

  /** By name, "" left out. */
  private Map<String, Encounters> byName(int[] nameOfRow) {
    var byName = new HashMap<String, Encounters>();
    for (int age = 0; age < size; age++) {
      int name = isKnown(age) ? nameOfRow[rows[age]] : 0;
      if (name != 0) {
        add(byName, items.names().get(name), age);
      }
    }
    return byName;
  }

  private void add(Map<String, Encounters> byName, String name, int age) {
    var of = byName.get(name);
    if (of == null) {
      of = new Encounters();
      of.newest = age;
      byName.put(name, of);
    }
    of.count++;
    of.strength += strengths[age];
    if (!Double.isNaN(surpluses[age])) {
      of.surplus += surpluses[age];
      of.ratings++;
    }
  }
}
