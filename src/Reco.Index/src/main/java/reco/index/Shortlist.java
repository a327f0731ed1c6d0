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
  private long[] itemKeys = {};
  private int[] slots = {};

  /** Starts anew, to keep the best {@code limit} (1 or more) candidates. */
  void clear(int limit) {
    this.limit = limit;
    count = 0;
    threshold = Float.NEGATIVE_INFINITY;
    int capacity = Math.multiplyExact(2, limit);
    if (scores.length < capacity) {
      scores = new float[capacity];
      itemKeys = new long[capacity];
      slots = new int[capacity];
    }
  }

  /** A candidate below this score is not among the best. */
  float threshold() {
    return threshold;
  }

  int count() {
    return count;
  }

  int slot(int place) {
    return slots[place];
  }

  /** Replaces a candidate's score; the threshold stays what it was. */
  void rescore(int place, float score) {
    scores[place] = score;
  }

  /** Adds a candidate; the score is not NaN. */
  void offer(float score, long itemKey, int slot) {
    if (score < threshold) {
      return;
    }
    scores[count] = score;
    itemKeys[count] = itemKey;
    slots[count] = slot;
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
    return new Hits(Arrays.copyOf(itemKeys, count), Arrays.copyOf(scores, count));
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
    long itemKey = itemKeys[middle];
    int left = low - 1;
    int right = high + 1;
    while (true) {
      do {
        left++;
      } while (Ranking.precedes(scores[left], itemKeys[left], score, itemKey));
      do {
        right--;
      } while (Ranking.precedes(score, itemKey, scores[right], itemKeys[right]));
      if (left >= right) {
        return right;
      }
      swap(left, right);
    }
  }

  private void swap(int a, int b) {
    float score = scores[a];
    scores[a] = scores[b];
    scores[b] = score;
    long itemKey = itemKeys[a];
    itemKeys[a] = itemKeys[b];
    itemKeys[b] = itemKey;
    int slot = slots[a];
    slots[a] = slots[b];
    slots[b] = slot;
  }
}
