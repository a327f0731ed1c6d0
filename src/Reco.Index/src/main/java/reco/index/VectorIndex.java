package reco.index;

import java.util.List;

/**
 * Retrieval of the nearest items of a query among this partition's vectors. One writer, any number
 * of concurrent searchers; a search sees all changes that returned before it began, and either all
 * or nothing of a change made meanwhile.
 *
 * <p>A vector or query has exactly {@link #dimension()} components, each finite and of magnitude at
 * most {@link Vectors#MAX_MAGNITUDE}; anything else is refused with an {@link
 * IllegalArgumentException} that names the value got and the one expected.
 */
public interface VectorIndex {
  /** Components per vector, 1 to {@link Vectors#MAX_DIMENSION}. */
  int dimension();

  /** Items held. */
  int size();

  /** The version that searchers may report: grows by one with each change, 0 for a new index. */
  long sequence();

  /** What the index holds and takes. */
  IndexStatistics statistics();

  /** Puts or replaces the vector of an item; the next search finds it. The array is copied. */
  void upsert(long itemKey, float[] vector);

  /** Takes an item out; false if it was not there, which is no change. */
  boolean delete(long itemKey);

  /**
   * The items nearest to the query, by the index's metric.
   *
   * @param k most hits wanted, 0 or more
   * @param filter an item that it rejects is skipped, and the next best takes its place
   * @return at most {@code k} hits, best first, ties by ascending item key; fewer only where fewer
   *     items pass the filter
   */
  Hits search(float[] query, int k, ItemFilter filter);

  /** As {@link #search(float[], int, ItemFilter)}, admitting every item. */
  default Hits search(float[] query, int k) {
    return search(query, k, ItemFilter.everything());
  }

  /**
   * Several searches, each as {@link #search(float[], int, ItemFilter)} would do it, on one
   * sequence. An exact scan reads its items once for all of them.
   */
  List<Hits> searchAll(List<float[]> queries, int k, ItemFilter filter);

  /** As {@link #searchAll(List, int, ItemFilter)}, admitting every item. */
  default List<Hits> searchAll(List<float[]> queries, int k) {
    return searchAll(queries, k, ItemFilter.everything());
  }
}
