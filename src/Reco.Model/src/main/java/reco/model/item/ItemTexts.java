package reco.model.item;

import java.util.Optional;

/**
 * Where the texts of a catalogue's rows lie: on the heap, or in a memory-mapped file.
 *
 * <p>One writer, many readers. Each read answers with one text that was put whole, or with none;
 * which of two texts a reader gets while the row changes is settled by the catalogue.
 */
public interface ItemTexts {
  void put(int row, ItemText text);

  void clear(int row);

  /** Empty where the row has no text. */
  Optional<ItemText> read(int row);

  /**
   * The items' ids within their tenant: what a decision reads of hundreds of rows at once.
   *
   * @param rows a row below 0 is none
   * @param into one a row; "" where it has no text
   */
  void ids(int[] rows, String[] into);

  /** The title, "" where the row has no text. */
  String title(int row);

  /** Bytes of fixed-width bookkeeping a row, beside the texts themselves. */
  long columnBytes();
}
