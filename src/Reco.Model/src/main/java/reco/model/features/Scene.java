package reco.model.features;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import reco.model.item.ItemRows;
import reco.model.item.ItemStatistic;
import reco.model.pipeline.Provenance;
import reco.model.user.UserState;

/**
 * What features are computed from: one user, one moment, the candidates.
 *
 * @param country where the user is now, "" if unknown
 * @param device as the client named it, "" if unknown
 * @param lastItem key of the item that the visitor is at; 0: none
 * @param queryVector the user's retrieval vector; length 0 where there is none
 * @param items the candidates, a row each
 * @param provenance of the same rows
 * @param kept rows to compute features of
 */
public record Scene(
    UserState user,
    long nowMillis,
    String country,
    String device,
    long lastItem,
    float[] queryVector,
    ItemRows items,
    Provenance provenance,
    int[] kept) {

  /** A column of one statistic. */
  Column statistic(ItemStatistic statistic) {
    return row -> items.statistic(row, statistic);
  }

  /** A column that depends on the primary category alone; items without one have 0. */
  Column byCategory(Set<String> relevant, ToDoubleFunction<String> value) {
    return byName(items.categories(), relevant, value);
  }

  /** A column that depends on the creator alone; items without one have 0. */
  Column byCreator(Set<String> relevant, ToDoubleFunction<String> value) {
    return byName(items.creators(), relevant, value);
  }

  /** Categories that the user's activity knows. */
  Set<String> knownCategories() {
    return new HashSet<>(user.categories().names(nowMillis));
  }

  /** Creators that the user's activity knows. */
  Set<String> knownCreators() {
    return new HashSet<>(user.creators().names(nowMillis));
  }

  /** Computes a value once a distinct name, however many rows have it; 0 for irrelevant ones. */
  private Column byName(int[] nameOfRow, Set<String> relevant, ToDoubleFunction<String> value) {
    if (relevant.isEmpty()) {
      return _ -> 0;
    }
    List<String> names = items.names();
    var values = new float[names.size()];
    var isKnown = new boolean[names.size()];
    isKnown[0] = true;
    for (int row : kept) {
      int name = nameOfRow[row];
      if (!isKnown[name]) {
        isKnown[name] = true;
        values[name] =
            relevant.contains(names.get(name)) ? (float) value.applyAsDouble(names.get(name)) : 0;
      }
    }
    return row -> values[nameOfRow[row]];
  }
}
