package reco.index;

import java.util.Arrays;

/**
 * All items at one moment: list 0 holds those not sorted yet, list 1 to n those of the
 * partitioning. An item stands in one list alone. Nobody changes the array.
 *
 * @param size items in all lists
 * @param sequence changes made until then; where an item stands is none
 */
record Segments(Partitioning partitioning, ItemBlocks[] lists, int size, long sequence)
    implements PlacedItems {
  static final int UNSORTED = 0;

  static Segments empty(int dimension) {
    return unsorted(Partitioning.none(dimension), dimension);
  }

  /** No items, and the lists of a partitioning. */
  static Segments unsorted(Partitioning partitioning, int dimension) {
    var lists = new ItemBlocks[1 + partitioning.lists()];
    Arrays.fill(lists, ItemBlocks.empty(dimension));
    return new Segments(partitioning, lists, 0, 0);
  }

  Segments with(Partitioning tuned) {
    return new Segments(tuned, lists, size, sequence);
  }

  Segments at(long otherSequence) {
    return new Segments(partitioning, lists, size, otherSequence);
  }

  boolean isPartitioned() {
    return lists.length > 1;
  }

  int unsorted() {
    return lists[UNSORTED].size();
  }

  @Override
  public long itemKey(int place) {
    return lists[Place.list(place)].itemKey(Place.slot(place));
  }

  float[] vector(int place) {
    return lists[Place.list(place)].vector(Place.slot(place));
  }

  float score(Metric metric, float[] query, int place) {
    return lists[Place.list(place)].score(metric, query, Place.slot(place));
  }

  /** Where all items stand, list by list. */
  int[] places() {
    var places = new int[size];
    int next = 0;
    for (int list = 0; list < lists.length; list++) {
      for (int slot = 0; slot < lists[list].size(); slot++) {
        places[next++] = Place.of(list, slot);
      }
    }
    return places;
  }

  /** Bytes of everything but the float32 vectors, and of these. */
  long bytes() {
    return partitioning.bytes() + Arrays.stream(lists).mapToLong(ItemBlocks::bytes).sum();
  }

  long vectorBytes() {
    return Arrays.stream(lists).mapToLong(ItemBlocks::vectorBytes).sum();
  }

  /**
   * How unequal the lists are: 1 where all are of one size, n where a search meets n times more.
   */
  double imbalance() {
    double items = 0;
    double squares = 0;
    for (int list = 1; list < lists.length; list++) {
      items += lists[list].size();
      squares += (double) lists[list].size() * lists[list].size();
    }
    return items == 0 ? 1 : squares * (lists.length - 1) / (items * items);
  }
}
