package reco.index;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Items in dense blocks, immutable to its readers: a change returns another list, which shares all
 * blocks but the one it touches, and that one, too, where an item comes in at the end. An item's
 * place in it is its slot, 0 to {@code size - 1}.
 */
final class ItemBlocks {
  private static final Int8Block[] NO_BLOCKS = {};

  /** Room for one block in so many is kept ahead. */
  private static final int GROWTH = 4;

  private final int dimension;
  private final boolean keepsVectors;
  private final int size;

  /** Those beyond the size are absent, or belong to longer lists. */
  private final @Nullable Int8Block[] blocks;

  private ItemBlocks(int dimension, boolean keepsVectors, int size, @Nullable Int8Block[] blocks) {
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
    return blocks() * Int8Block.ITEMS;
  }

  /** Blocks in use. */
  int blocks() {
    return (size + Int8Block.ITEMS - 1) / Int8Block.ITEMS;
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
    int b = slot / Int8Block.ITEMS;
    var next = b < blocks.length ? blocks : Arrays.copyOf(blocks, 1 + b + b / GROWTH);
    var before = next[b];
    var block = before == null ? new Int8Block(dimension, keepsVectors) : before;
    var after = block.with(slot % Int8Block.ITEMS, itemKey, vector, offset);
    if (before != null && after != before) {
      next = next.clone(); // others still read the block before
    }
    next[b] = after;
    return new ItemBlocks(dimension, keepsVectors, Math.max(size, slot + 1), next);
  }

  /** Takes the item of the last slot out; most of the room left free is let go. */
  ItemBlocks withoutLast() {
    int needed = (size - 1 + Int8Block.ITEMS - 1) / Int8Block.ITEMS;
    var kept = needed < blocks.length / 2 ? Arrays.copyOf(blocks, needed) : blocks;
    return new ItemBlocks(dimension, keepsVectors, size - 1, kept);
  }

  /** Offers every admitted item that may be on the shortlist, by its int8 score. */
  void scan(int list, Int8Query query, LongPredicate admit, float[] scores, Shortlist shortlist) {
    for (int b = 0; b < blocks(); b++) {
      scanBlock(list, b, query, admit, scores, shortlist);
    }
  }

  /** As {@link #scan}, of one block. */
  void scanBlock(
      int list, int b, Int8Query query, LongPredicate admit, float[] scores, Shortlist shortlist) {
    var block = block(b);
    int reached = block.scan(query, shortlist.threshold(), scores) & filledLanes(b);
    for (; reached != 0; reached &= reached - 1) {
      int lane = Integer.numberOfTrailingZeros(reached);
      if (admit == ItemFilter.ADMIT_ALL || admit.test(block.itemKey(lane))) {
        shortlist.offer(scores[lane], Place.of(list, b * Int8Block.ITEMS + lane));
      }
    }
  }

  /** Bytes of what is scanned and of the keys, free lanes and objects counted in. */
  long bytes() {
    return (long) blocks() * Int8Block.bytes(dimension);
  }

  /** Bytes of the float32 vectors, free lanes counted in. */
  long vectorBytes() {
    return keepsVectors ? (long) capacity() * dimension * Float.BYTES : 0;
  }

  private int filledLanes(int b) {
    int filled = size - b * Int8Block.ITEMS;
    return filled < Int8Block.ITEMS ? (1 << filled) - 1 : -1;
  }

  private Int8Block blockOf(int slot) {
    return block(slot / Int8Block.ITEMS);
  }

  private Int8Block block(int b) {
    return Objects.requireNonNull(blocks[b]);
  }
}
