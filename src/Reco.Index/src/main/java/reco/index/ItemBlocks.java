package reco.index;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Items in dense blocks, an immutable list: a change returns a list that shares all blocks but the
 * one it touches. An item's place in it is its slot, 0 to {@code size - 1}.
 */
final class ItemBlocks {
  private static final Int8Block[] NO_BLOCKS = {};

  private final int dimension;
  private final boolean keepsVectors;
  private final int size;
  private final Int8Block[] blocks;

  private ItemBlocks(int dimension, boolean keepsVectors, int size, Int8Block[] blocks) {
    this.dimension = dimension;
    this.keepsVectors = keepsVectors;
    this.size = size;
    this.blocks = blocks;
  }

  static ItemBlocks empty(int dimension) {
    return new ItemBlocks(dimension, true, 0, NO_BLOCKS);
  }

  /** Without float32 vectors: nothing but scans. */
  static ItemBlocks ofCodes(int dimension) {
    return new ItemBlocks(dimension, false, 0, NO_BLOCKS);
  }

  int size() {
    return size;
  }

  /** Lanes of all blocks, those without an item counted in. */
  int capacity() {
    return blocks.length * Int8Block.ITEMS;
  }

  long itemKey(int slot) {
    return blockOf(slot).itemKey(slot % Int8Block.ITEMS);
  }

  /** A copy of the float32 vector of a slot. */
  float[] vector(int slot) {
    return blockOf(slot).vector(slot % Int8Block.ITEMS);
  }

  /** Whether a slot's float32 vector is this one. */
  boolean holds(int slot, float[] vector) {
    return Arrays.equals(vector(slot), vector);
  }

  /** The score of a slot's item by its float32 vector. */
  float score(Metric metric, float[] query, int slot) {
    return blockOf(slot).score(metric, query, slot % Int8Block.ITEMS);
  }

  /** Puts an item at the end. */
  ItemBlocks plus(long itemKey, float[] vector, float offset) {
    return with(size, itemKey, vector, offset);
  }

  /** Puts an item in a slot in use, or in the first free one, {@code size()}. */
  ItemBlocks with(int slot, long itemKey, float[] vector, float offset) {
    int block = slot / Int8Block.ITEMS;
    var next = Arrays.copyOf(blocks, Math.max(blocks.length, block + 1));
    var before = block < blocks.length ? blocks[block] : Int8Block.empty(dimension, keepsVectors);
    next[block] = before.with(slot % Int8Block.ITEMS, itemKey, vector, offset);
    return new ItemBlocks(dimension, keepsVectors, Math.max(size, slot + 1), next);
  }

  /** Takes the item of the last slot out. */
  ItemBlocks withoutLast() {
    int last = size - 1;
    int lane = last % Int8Block.ITEMS;
    var next = Arrays.copyOf(blocks, lane == 0 ? blocks.length - 1 : blocks.length);
    if (lane > 0) {
      next[next.length - 1] = blocks[next.length - 1].without(lane);
    }
    return new ItemBlocks(dimension, keepsVectors, last, next);
  }

  /** Offers every admitted item that may be on the shortlist, by its int8 score. */
  void scan(int list, Int8Query query, LongPredicate admit, float[] scores, Shortlist shortlist) {
    for (int b = 0; b < blocks.length; b++) {
      scanBlock(list, b, query, admit, scores, shortlist);
    }
  }

  /** As {@link #scan}, of one block. */
  void scanBlock(
      int list, int b, Int8Query query, LongPredicate admit, float[] scores, Shortlist shortlist) {
    int reached = blocks[b].scan(query, shortlist.threshold(), scores);
    for (; reached != 0; reached &= reached - 1) {
      int lane = Integer.numberOfTrailingZeros(reached);
      if (admit == ItemFilter.ADMIT_ALL || admit.test(blocks[b].itemKey(lane))) {
        shortlist.offer(scores[lane], Place.of(list, b * Int8Block.ITEMS + lane));
      }
    }
  }

  int blocks() {
    return blocks.length;
  }

  /** Bytes of what is scanned and of the keys, free lanes and objects counted in. */
  long bytes() {
    return (long) blocks.length * Int8Block.bytes(dimension);
  }

  /** Bytes of the float32 vectors, free lanes counted in. */
  long vectorBytes() {
    return keepsVectors ? (long) capacity() * dimension * Float.BYTES : 0;
  }

  private Int8Block blockOf(int slot) {
    return blocks[slot / Int8Block.ITEMS];
  }
}
