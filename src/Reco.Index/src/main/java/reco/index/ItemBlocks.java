package reco.index;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Items in dense blocks, an immutable list: a change returns a list that shares all blocks but the
 * one it touches. An item's place in it is its slot, 0 to {@code size - 1}.
 */
final class ItemBlocks {
  private final int dimension;
  private final int size;
  private final Int8Block[] blocks;

  private ItemBlocks(int dimension, int size, Int8Block[] blocks) {
    this.dimension = dimension;
    this.size = size;
    this.blocks = blocks;
  }

  static ItemBlocks empty(int dimension) {
    return new ItemBlocks(dimension, 0, new Int8Block[0]);
  }

  int size() {
    return size;
  }

  long itemKey(int slot) {
    return blockOf(slot).itemKey(slot % Int8Block.ITEMS);
  }

  /** The float32 vector of a slot; not to be written. */
  float[] vector(int slot) {
    return blockOf(slot).vector(slot % Int8Block.ITEMS);
  }

  /** Puts an item in a slot in use, or in the first free one, {@code size()}. */
  ItemBlocks with(int slot, long itemKey, float[] vector) {
    int block = slot / Int8Block.ITEMS;
    var next = Arrays.copyOf(blocks, Math.max(blocks.length, block + 1));
    var before = block < blocks.length ? blocks[block] : Int8Block.empty(dimension);
    next[block] = before.with(slot % Int8Block.ITEMS, itemKey, vector);
    return new ItemBlocks(dimension, Math.max(size, slot + 1), next);
  }

  /** Takes the item of the last slot out. */
  ItemBlocks withoutLast() {
    int last = size - 1;
    int lane = last % Int8Block.ITEMS;
    var next = Arrays.copyOf(blocks, lane == 0 ? blocks.length - 1 : blocks.length);
    if (lane > 0) {
      next[next.length - 1] = blocks[next.length - 1].without(lane);
    }
    return new ItemBlocks(dimension, last, next);
  }

  /** Offers every admitted item that may be on the shortlist, by its int8 score. */
  void scan(short[] query, LongPredicate admit, float[] scores, Shortlist shortlist) {
    for (int b = 0; b < blocks.length; b++) {
      int reached = blocks[b].scan(query, shortlist.threshold(), scores);
      for (; reached != 0; reached &= reached - 1) {
        int lane = Integer.numberOfTrailingZeros(reached);
        long itemKey = blocks[b].itemKey(lane);
        if (admit.test(itemKey)) {
          shortlist.offer(scores[lane], itemKey, b * Int8Block.ITEMS + lane);
        }
      }
    }
  }

  private Int8Block blockOf(int slot) {
    return blocks[slot / Int8Block.ITEMS];
  }
}
