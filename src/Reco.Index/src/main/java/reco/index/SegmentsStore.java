package reco.index;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * The current items, and where each stands.
 *
 * <p>Why concurrent searches are right: all that a search reads is one immutable {@link Segments},
 * taken once from a volatile field. A change copies the blocks it touches and the lists of blocks,
 * then publishes the next moment. So a search runs on exactly one sequence, never meets a vector
 * half written, an item twice or a score of another version, and neither waits for the writer nor
 * holds it up. The lock is for writers, who take turns, and for the places, which change in place:
 * a search for given keys looks these up under the shared lock.
 */
final class SegmentsStore {
  private final Metric metric;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Set<Long> changedSince = new HashSet<>();
  private boolean recordsChanges;
  private final FoundPlaces foundPlaces = new FoundPlaces();
  private ItemPlaces places = new ItemPlaces();
  private volatile Segments current;

  SegmentsStore(Metric metric, int dimension) {
    this.metric = metric;
    current = Segments.empty(dimension);
  }

  Segments current() {
    return current;
  }

  void upsert(long itemKey, float[] stored) {
    lock.writeLock().lock();
    try {
      var edit = new SegmentsEdit(current, metric, places);
      edit.upsert(itemKey, stored);
      publishChange(itemKey, edit);
    } finally {
      lock.writeLock().unlock();
    }
  }

  boolean delete(long itemKey) {
    lock.writeLock().lock();
    try {
      var edit = new SegmentsEdit(current, metric, places);
      if (!edit.delete(itemKey)) {
        return false;
      }
      publishChange(itemKey, edit);
      return true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Moves items between lists, which is no change of what is held. */
  void sort(Partitioning partitioning, Consumer<SegmentsEdit> moves) {
    lock.writeLock().lock();
    try {
      if (current.partitioning() == partitioning) { // else the lists are others by now
        var edit = new SegmentsEdit(current, metric, places);
        moves.accept(edit);
        current = edit.after(current.sequence());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The current items, to make other lists of; changes are written down until these come. */
  Segments beginReplacement() {
    lock.writeLock().lock();
    try {
      recordsChanges = true;
      changedSince.clear();
      return current;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Takes the new lists, brought up to date with what changed meanwhile. */
  void replace(Training.Trained trained) {
    lock.writeLock().lock();
    try {
      var edit = new SegmentsEdit(trained.segments(), metric, trained.places());
      for (long itemKey : changedSince) {
        edit.delete(itemKey);
        int place = places.find(itemKey, current);
        if (place != Place.NONE) {
          edit.add(Segments.UNSORTED, itemKey, current.vector(place));
        }
      }
      places = trained.places();
      foundPlaces.clear();
      current = edit.after(current.sequence());
      recordsChanges = false;
      changedSince.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Takes all items of another index, as the next change. */
  void load(Training.Trained loaded) {
    lock.writeLock().lock();
    try {
      places = loaded.places();
      foundPlaces.clear();
      current = loaded.segments().at(current.sequence() + 1);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Searches the same lists otherwise from now on. */
  void tune(Partitioning partitioning, Probes probes) {
    lock.writeLock().lock();
    try {
      if (current.partitioning() == partitioning) {
        current = current.with(partitioning.tuned(probes));
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The wanted items that are held, to be searched alone. */
  SearchPlan.OverPlaces only(ItemKeys wanted) {
    return foundPlaces.of(wanted, current).orElseGet(() -> foundPlaces.keep(wanted, find(wanted)));
  }

  private SearchPlan.OverPlaces find(ItemKeys wanted) {
    var found = new int[wanted.size()];
    int count = 0;
    lock.readLock().lock();
    try {
      for (int i = 0; i < found.length; i++) {
        int place = places.find(wanted.get(i), current);
        if (place != Place.NONE) {
          found[count++] = place;
        }
      }
      Arrays.sort(found, 0, count); // near ones are read after one another
      return new SearchPlan.OverPlaces(current, found, count);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Bytes that the places take. */
  long placesBytes() {
    lock.readLock().lock();
    try {
      return places.bytes();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void publishChange(long itemKey, SegmentsEdit edit) {
    current = edit.after(current.sequence() + 1);
    if (recordsChanges) {
      changedSince.add(itemKey);
    }
  }
}
