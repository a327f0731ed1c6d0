package reco.index;

import java.util.Arrays;

/**
 * The best of the candidates offered, in the order of {@link Ranking}; used again and again, by one
 * thread at a time. It collects up to twice its limit, then cuts back to the limit by quickselect:
 * a few nanoseconds a candidate, where a heap pays for each the depth of the heap.
 */
final class Shortlist {
  private int limit;
  private int count;
  private float threshold;
  private float[] scores = {};
  private int[] places = {};
  private PlacedItems items = place -> place;

  /** Starts anew, to keep the best {@code limit} (1 or more) candidates, which stand in items. */
  void clear(int limit, PlacedItems items) {
    this.limit = limit;
    this.items = items;
    count = 0;
    threshold = Float.NEGATIVE_INFINITY;
    int capacity = Math.multiplyExact(2, limit);
    if (scores.length < capacity) {
      scores = new float[capacity];
      places = new int[capacity];
    }
  }

  /** A candidate below this score is not among the best. */
  float threshold() {
    return threshold;
  }

  int count() {
    return count;
  }

  /** Whether there are as many as wanted, so that the threshold means something. */
  boolean isFull() {
    return count >= limit;
  }

  /** Where the i-th candidate stands. */
  int place(int i) {
    return places[i];
  }

  /** The i-th candidate's score. */
  float score(int i) {
    return scores[i];
  }

  /** Replaces the i-th candidate's score; the threshold stays what it was. */
  void rescore(int i, float score) {
    scores[i] = score;
  }

  /** Adds a candidate; the score is not NaN. */
  void offer(float score, int place) {
    if (score < threshold) {
      return;
    }
    scores[count] = score;
    places[count] = place;
    if (++count == 2 * limit) {
      keepBest(limit);
      threshold = scores[limit - 1];
    }
  }

  /** Drops all but the best that the limit allows. */
  void keepBest() {
    keepBest(limit);
  }

  /** Drops all but the best n; the worst of these then stands last, the rest in any order. */
  void keepBest(int n) {
    if (count <= n) {
      return;
    }
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int split = partition(low, high);
      if (n - 1 <= split) {
        high = split;
      } else {
        low = split + 1;
      }
    }
    count = n;
  }

  /** Brings what is kept into order, best first. */
  void sort() {
    sort(0, count - 1);
  }

  /** What is kept, as it stands. */
  Hits toHits() {
    var itemKeys = new long[count];
    for (int i = 0; i < count; i++) {
      itemKeys[i] = items.itemKey(places[i]);
    }
    return new Hits(itemKeys, Arrays.copyOf(scores, count));
  }

  private void sort(int from, int high) {
    int low = from;
    while (low < high) {
      int split = partition(low, high);
      sort(low, split);
      low = split + 1;
    }
  }

  /**
   * Hoare's: no candidate up to the place returned stands behind one after it; both sides hold one.
   */
  private int partition(int low, int high) {
    int middle = (low + high) >>> 1;
    float score = scores[middle];
    int place = places[middle];
    int left = low - 1;
    int right = high + 1;
    while (true) {
      do {
        left++;
      } while (precedes(scores[left], places[left], score, place));
      do {
        right--;
      } while (precedes(score, place, scores[right], places[right]));
      if (left >= right) {
        return right;
      }
      swap(left, right);
    }
  }

  /** Keys are looked up where scores are equal alone: they lie in memory that is not yet near. */
  private boolean precedes(float score, int place, float otherScore, int otherPlace) {
    return score > otherScore
        || (score == otherScore && items.itemKey(place) < items.itemKey(otherPlace));
  }

  private void swap(int a, int b) {
    float score = scores[a];
    scores[a] = scores[b];
    scores[b] = score;
    int place = places[a];
    places[a] = places[b];
    places[b] = place;
  }
}
