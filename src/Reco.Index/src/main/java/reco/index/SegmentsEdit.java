package reco.index;

/**
 * Changes to the items of one moment, made one after the other and seen by searches together, in
 * the {@link Segments} that come out. The places are kept in step.
 */
final class SegmentsEdit implements PlacedItems {
  private final Segments before;
  private final Metric metric;
  private final ItemPlaces places;
  private final ItemBlocks[] lists;
  private int size;

  SegmentsEdit(Segments before, Metric metric, ItemPlaces places) {
    this.before = before;
    this.metric = metric;
    this.places = places;
    lists = before.lists().clone();
    size = before.size();
  }

  @Override
  public long itemKey(int place) {
    return lists[Place.list(place)].itemKey(Place.slot(place));
  }

  /** Puts or replaces an item; it is not sorted then, wherever it stood. */
  void upsert(long itemKey, float[] stored) {
    int place = places.find(itemKey, this);
    if (place != Place.NONE && Place.list(place) == Segments.UNSORTED) {
      set(place, itemKey, stored);
    } else {
      if (place != Place.NONE) {
        delete(itemKey);
      }
      add(Segments.UNSORTED, itemKey, stored);
    }
  }

  /** Takes an item out; false if it was not there. The last of its list moves into the gap. */
  boolean delete(long itemKey) {
    int gap = places.find(itemKey, this);
    if (gap == Place.NONE) {
      return false;
    }
    places.remove(itemKey, this);
    int list = Place.list(gap);
    int last = Place.of(list, lists[list].size() - 1);
    if (gap != last) {
      long moved = itemKey(last);
      places.put(moved, gap, this);
      set(gap, moved, lists[list].vector(Place.slot(last)));
    }
    lists[list] = lists[list].withoutLast();
    size--;
    return true;
  }

  /** Moves an item out of the unsorted, unless it is gone or has another vector by now. */
  void sort(long itemKey, float[] stored, int list) {
    int place = places.find(itemKey, this);
    if (place != Place.NONE
        && Place.list(place) == Segments.UNSORTED
        && lists[Segments.UNSORTED].holds(Place.slot(place), stored)) {
      delete(itemKey);
      add(list, itemKey, stored);
    }
  }

  /** Adds an item that is not there to a list. */
  void add(int list, long itemKey, float[] stored) {
    if (lists[list].size() == Place.MAX_SLOTS) {
      throw new IllegalStateException(
          "got one more item for a list of %d, expected at most that: use more partitions"
              .formatted(Place.MAX_SLOTS));
    }
    places.put(itemKey, Place.of(list, lists[list].size()), this);
    lists[list] = lists[list].plus(itemKey, stored, metric.offset(stored));
    size++;
  }

  /** What came out. */
  Segments after(long sequence) {
    return new Segments(before.partitioning(), lists, size, sequence);
  }

  private void set(int place, long itemKey, float[] stored) {
    int list = Place.list(place);
    lists[list] = lists[list].with(Place.slot(place), itemKey, stored, metric.offset(stored));
  }
}
