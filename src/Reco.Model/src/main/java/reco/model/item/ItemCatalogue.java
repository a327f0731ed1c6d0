package reco.model.item;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import reco.model.id.ItemId;

/**
 * The items as columns: fixed-width fields in arrays, at most 300 bytes an item beside its texts.
 *
 * <p>One writer, many readers without locks. A changed item is written into a free row, then the
 * look-up is turned to it, then its old row is freed; a reader checks the row's stamp after it has
 * copied, and looks again where the row was reused meanwhile. So a row is never seen half written.
 */
public final class ItemCatalogue {
  private static final byte NOT_RECOMMENDED = ItemRows.HIDDEN | ItemRows.UNAVAILABLE;

  private final ItemTexts texts;
  private final ToLongFunction<ItemId> keyOf;
  private final OrdinalMap ordinals = new OrdinalMap();
  private final ItemTable table = new ItemTable();
  private final Dictionary names = new Dictionary();
  private final Dictionary regionSets = new Dictionary();
  private final ItemTable.Row scratch = new ItemTable.Row();
  private int[] freeRows = new int[16];
  private int freeCount;
  private boolean newestIsFull;

  private volatile VectorColumn vectors = new VectorColumn(0);
  private volatile NewestItems newest = NewestItems.NONE;
  private volatile int rowsUsed;
  private volatile Totals totals = new Totals(0, 0);

  /** How many items, and the sum of their fingerprints. */
  private record Totals(int size, long fingerprint) {
    Totals with(long added) {
      return new Totals(size + 1, fingerprint + added);
    }

    Totals without(long removed) {
      return new Totals(size - 1, fingerprint - removed);
    }
  }

  /** With texts on the heap. */
  public ItemCatalogue() {
    this(new HeapItemTexts());
  }

  public ItemCatalogue(ItemTexts texts) {
    this(texts, ItemId::key);
  }

  ItemCatalogue(ItemTexts texts, ToLongFunction<ItemId> keyOf) {
    this.texts = texts;
    this.keyOf = keyOf;
  }

  /** Number of items present, hidden and unavailable ones included. */
  public int size() {
    return totals.size();
  }

  /**
   * A fingerprint of the items and their versions: each write changes it, and catalogues of the
   * same items at the same versions have the same one.
   */
  public long version() {
    return totals.fingerprint();
  }

  /** Values of an item's vector, 0 before the first {@link #useVectors}. */
  public int dimension() {
    return vectors.dimension();
  }

  /** Bytes of the columns and the look-up, texts left out. */
  public long columnBytes() {
    return table.bytes() + vectors.bytes() + ordinals.bytes() + texts.columnBytes();
  }

  /**
   * Puts an item in, or replaces it; its vector stays. A write older than the one that is here
   * changes nothing.
   *
   * @return whether it was taken
   * @throws KeyCollisionException where another id has the same key
   */
  public boolean upsert(Item item) {
    long key = keyOf.applyAsLong(item.id());
    int old = ordinals.get(key);
    if (old == OrdinalMap.NONE) {
      remember(write(key, item, OrdinalMap.NONE));
      return true;
    }
    refuseCollision(old, item.id(), key);
    table.read(old, scratch);
    if (scratch.version > item.version()) {
      return false;
    }
    forget(old);
    remember(write(key, item, old));
    free(old);
    refillNewest();
    return true;
  }

  private int write(long key, Item item, int old) {
    int row = allocate();
    texts.put(row, ItemText.of(item));
    if (old == OrdinalMap.NONE) {
      vectors.clear(row);
    } else {
      vectors.move(old, row);
    }
    fill(scratch, key, item);
    table.write(row, scratch);
    ordinals.put(key, row);
    return row;
  }

  private void fill(ItemTable.Row row, long key, Item item) {
    row.key = key;
    row.publishMillis = item.publishMillis();
    row.version = item.version();
    row.price = item.price();
    row.quality = item.quality();
    row.category = names.add(item.primaryCategory());
    row.creator = names.add(item.creator());
    row.language = names.add(item.language());
    row.regions = regionSets.add(String.join(",", new TreeSet<>(item.regions())));
    row.minAge = (byte) item.minAge();
    row.flags =
        (byte)
            ((item.hidden() ? ItemRows.HIDDEN : 0)
                | (item.unavailable() ? ItemRows.UNAVAILABLE : 0));
  }

  private void refuseCollision(int row, ItemId id, long key) {
    texts
        .read(row)
        .map(ItemText::id)
        .filter(present -> !present.equals(id))
        .ifPresent(present -> {
          throw new KeyCollisionException(id, present, key);
        });
  }

  /**
   * Removes an item and frees its row; unknown ones and a delete older than the item's last write
   * change nothing.
   *
   * @return whether it was removed
   */
  public boolean delete(ItemId item, long deleteVersion) {
    long key = keyOf.applyAsLong(item);
    int row = ordinals.get(key);
    if (row == OrdinalMap.NONE) {
      return false;
    }
    refuseCollision(row, item, key);
    table.read(row, scratch);
    if (scratch.version > deleteVersion) {
      return false;
    }
    ordinals.remove(key);
    forget(row);
    free(row);
    refillNewest();
    return true;
  }

  private int allocate() {
    if (freeCount > 0) {
      return freeRows[--freeCount];
    }
    int row = rowsUsed;
    table.reserve(row);
    vectors.reserve(row);
    rowsUsed = row + 1;
    return row;
  }

  private void free(int row) {
    table.free(row);
    texts.clear(row);
    if (freeCount == freeRows.length) {
      freeRows = Arrays.copyOf(freeRows, freeCount * 2);
    }
    freeRows[freeCount++] = row;
  }

  private void remember(int row) {
    table.read(row, scratch);
    totals = totals.with(fingerprint(scratch));
    if (mayBeNewest(scratch)) {
      newestIsFull |= newest.size() == NewestItems.CAPACITY;
      newest = newest.with(scratch.publishMillis, scratch.key);
    }
  }

  private void forget(int row) {
    table.read(row, scratch);
    totals = totals.without(fingerprint(scratch));
    newest = newest.without(scratch.publishMillis, scratch.key);
  }

  private static long fingerprint(ItemTable.Row row) {
    long mixed = (row.key ^ (row.version * 0x9E3779B97F4A7C15L)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }

  private static boolean mayBeNewest(ItemTable.Row row) {
    return row.publishMillis != 0 && (row.flags & NOT_RECOMMENDED) == 0;
  }

  /** Brings back items that once fell off the end, when the list has run half empty. */
  private void refillNewest() {
    if (!newestIsFull || newest.size() >= NewestItems.CAPACITY / 2) {
      return;
    }
    newestIsFull = false;
    NewestItems refilled = NewestItems.NONE;
    for (int row = 0; row < rowsUsed; row++) {
      table.read(row, scratch);
      if (scratch.key != 0 && mayBeNewest(scratch)) {
        newestIsFull |= refilled.size() == NewestItems.CAPACITY;
        refilled = refilled.with(scratch.publishMillis, scratch.key);
      }
    }
    newest = refilled;
  }

  /** The whole item, empty where it is not here. */
  public Optional<Item> find(long key) {
    ItemTable.Row row = new ItemTable.Row();
    while (true) {
      int at = ordinals.get(key);
      if (at == OrdinalMap.NONE) {
        return Optional.empty();
      }
      long stamp = table.stamp(at);
      table.read(at, row);
      Optional<ItemText> text = texts.read(at);
      if (table.isUnchanged(at, stamp) && row.key == key) {
        return text.map(found -> item(row, found));
      }
    }
  }

  /** The version of an item, empty where it is not here. */
  public OptionalLong versionOf(long key) {
    ItemTable.Row row = new ItemTable.Row();
    while (true) {
      int at = ordinals.get(key);
      if (at == OrdinalMap.NONE) {
        return OptionalLong.empty();
      }
      long stamp = table.stamp(at);
      table.read(at, row);
      if (table.isUnchanged(at, stamp) && row.key == key) {
        return OptionalLong.of(row.version);
      }
    }
  }

  private Item item(ItemTable.Row row, ItemText text) {
    String regions = regionSets.get(row.regions);
    return new Item(
        text.id(),
        text.title(),
        text.description(),
        text.categories(),
        text.tags(),
        names.get(row.creator),
        row.price,
        row.quality,
        row.publishMillis,
        regions.isEmpty() ? Set.of() : Set.of(regions.split(",")),
        row.minAge,
        names.get(row.language),
        (row.flags & ItemRows.HIDDEN) != 0,
        (row.flags & ItemRows.UNAVAILABLE) != 0,
        row.version);
  }

  /** The title, "" where the item is not here. */
  public String title(long key) {
    while (true) {
      int at = ordinals.get(key);
      if (at == OrdinalMap.NONE) {
        return "";
      }
      long stamp = table.stamp(at);
      String title = texts.title(at);
      if (table.key(at) == key && table.isUnchanged(at, stamp)) {
        return title;
      }
    }
  }

  /** The primary category, "" where it has none or the item is not here. */
  public String category(long key) {
    ItemTable.Row row = new ItemTable.Row();
    while (true) {
      int at = ordinals.get(key);
      if (at == OrdinalMap.NONE) {
        return "";
      }
      long stamp = table.stamp(at);
      table.read(at, row);
      if (row.key == key && table.isUnchanged(at, stamp)) {
        return names.get(row.category);
      }
    }
  }

  /**
   * Visits the items. Those written meanwhile may be seen before or after that write, twice, or not
   * at all; all others once.
   */
  public void forEach(Consumer<Item> visitor) {
    for (int row = 0; row < rowsUsed; row++) {
      long key = table.key(row);
      if (key != 0) {
        find(key).ifPresent(visitor);
      }
    }
  }

  /** Drops all vectors and makes room for those of another dimension; all are zero until set. */
  public void useVectors(int dimension) {
    useVectors(dimension, _ -> new float[dimension]);
  }

  /**
   * Embeds every item anew and then replaces all vectors at once: a reader sees the old ones or the
   * new ones. For the writer.
   *
   * @param embedding an item's vector, {@code dimension} finite values
   */
  public void useVectors(int dimension, Function<Item, float[]> embedding) {
    VectorColumn next = new VectorColumn(dimension);
    if (rowsUsed > 0) {
      next.reserve(rowsUsed - 1);
    }
    for (int row = 0; row < rowsUsed; row++) {
      long key = table.key(row);
      if (key != 0) {
        float[] vector = embedding.apply(find(key).orElseThrow());
        next.check(vector);
        next.set(row, vector);
      }
    }
    vectors = next;
  }

  /**
   * Writes the embedding of an item that is here; kept as int8 with a scale.
   *
   * @throws IllegalArgumentException where the item is not here, or the vector has another
   *     dimension or a value that is not finite
   */
  public void setVector(long key, float[] vector) {
    int row = ordinals.get(key);
    if (row == OrdinalMap.NONE) {
      throw new IllegalArgumentException(
          "item key: got %016x, expected one that is here".formatted(key));
    }
    vectors.check(vector);
    table.open(row);
    vectors.set(row, vector);
    table.close(row);
  }

  /** Keys of the items published last that may be recommended, newest first; at most 2,048. */
  public long[] newest(int count, long nowMillis) {
    return newest.until(nowMillis, count);
  }

  /** Copies what a decision reads of its candidates; an unknown key gives a row flagged MISSING. */
  public ItemRows rows(long[] keys, ItemStatistics statistics, long nowMillis) {
    float[] values = statistics.values(keys);
    while (true) {
      VectorColumn current = vectors;
      RowGather gather = new RowGather(keys, ordinals, table, current, texts, names, regionSets);
      gather.gather();
      if (current == vectors) {
        return gather.rows(values);
      }
    }
  }
}
