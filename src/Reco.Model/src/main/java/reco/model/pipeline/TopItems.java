package reco.model.pipeline;

import java.util.Arrays;

/** Keeps the best so many of the items offered; equal scores are ordered by key. One thread. */
public final class TopItems {
  private static final int FIRST_ROOM = 16;

  private final int capacity;
  private long[] keys;
  private float[] scores;
  private long[] anchors;
  private int size;

  /**
   * @param capacity items kept at most
   */
  public TopItems(int capacity) {
    this.capacity = capacity;
    int room = Math.min(capacity, FIRST_ROOM);
    keys = new long[room];
    scores = new float[room];
    anchors = new long[room];
  }

  /** Offers an item; most offers are refused after one comparison. */
  public void offer(long key, float score, long anchor) {
    if (size < capacity) {
      if (size == keys.length) {
        grow();
      }
      set(size, key, score, anchor);
      up(size++);
    } else if (size > 0 && precedes(score, key, 0)) {
      set(0, key, score, anchor);
      down(0, size);
    }
  }

  private void grow() {
    int room = Math.min(capacity, 2 * size);
    keys = Arrays.copyOf(keys, room);
    scores = Arrays.copyOf(scores, room);
    anchors = Arrays.copyOf(anchors, room);
  }

  /** Empties this into an answer, best first. */
  public SourceAnswer drain(String source) {
    long[] items = new long[size];
    float[] itemScores = new float[size];
    long[] itemAnchors = new long[size];
    for (int last = size - 1; last >= 0; last--) {
      items[last] = keys[0];
      itemScores[last] = scores[0];
      itemAnchors[last] = anchors[0];
      swap(0, last);
      down(0, last);
    }
    size = 0;
    return new SourceAnswer(source, items, itemScores, itemAnchors, "");
  }

  /** Whether an item stands before the one at an index. The heap's root stands last of all. */
  private boolean precedes(float score, long key, int index) {
    return score > scores[index] || (score == scores[index] && key < keys[index]);
  }

  private void up(int from) {
    int child = from;
    while (child > 0) {
      int parent = (child - 1) >>> 1;
      if (!precedes(scores[parent], keys[parent], child)) {
        return;
      }
      swap(parent, child);
      child = parent;
    }
  }

  private void down(int from, int end) {
    int parent = from;
    while (2 * parent + 1 < end) {
      int child = 2 * parent + 1;
      if (child + 1 < end && precedes(scores[child], keys[child], child + 1)) {
        child++;
      }
      if (!precedes(scores[parent], keys[parent], child)) {
        return;
      }
      swap(parent, child);
      parent = child;
    }
  }

  private void set(int index, long key, float score, long anchor) {
    keys[index] = key;
    scores[index] = score;
    anchors[index] = anchor;
  }

  private void swap(int a, int b) {
    long key = keys[a];
    float score = scores[a];
    long anchor = anchors[a];
    set(a, keys[b], scores[b], anchors[b]);
    set(b, key, score, anchor);
  }
}
