package reco.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import reco.internal.v1.LedgerItem;
import reco.internal.v1.LedgerTile;
import reco.internal.v1.LedgerWindow;
import reco.model.counting.LedgerImage;

/** A ledger's image as bytes: how many items, each item, how many windows, each window. */
public final class LedgerCodec {
  private LedgerCodec() {}

  public static void write(LedgerImage image, OutputStream stream) throws IOException {
    var out = new DataOutputStream(stream);
    out.writeInt(image.items().size());
    for (var item : image.items()) {
      encode(item).writeDelimitedTo(out);
    }
    out.writeInt(image.windows().size());
    for (var window : image.windows()) {
      encode(window).writeDelimitedTo(out);
    }
    out.flush();
  }

  private static LedgerItem encode(LedgerImage.Item item) {
    var neighbours = item.neighbours();
    var message =
        LedgerItem.newBuilder()
            .setItem(item.item())
            .setRatingSum(item.ratingSum())
            .setTrend(ItemStatsCodec.encode(item.trend()))
            .setNeighbours(
                ItemStatsCodec.neighbours(
                    neighbours.epoch(),
                    neighbours.visits(),
                    neighbours.items(),
                    neighbours.weights()))
            .setCountsChanged(item.countsChanged())
            .setNeighboursChanged(item.neighboursChanged());
    for (int count : item.counts()) {
      message.addCounts(count);
    }
    item.regions().forEach(region -> message.addRegions(ItemStatsCodec.encode(region)));
    return message.build();
  }

  private static LedgerWindow encode(LedgerImage.Window window) {
    var message = LedgerWindow.newBuilder().setNewestTile(window.newestTile());
    for (var tile : window.tiles()) {
      var tileMessage = LedgerTile.newBuilder();
      for (int i = 0; i < tile.items().length; i++) {
        tileMessage.addItems(tile.items()[i]).addCounts(tile.counts()[i]);
      }
      message.addTiles(tileMessage);
    }
    return message.build();
  }

  /** Throws {@link CorruptStateException}. */
  public static LedgerImage read(InputStream stream) throws IOException {
    var in = new DataInputStream(stream);
    List<LedgerImage.Item> items = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      items.add(decode(required(LedgerItem.parseDelimitedFrom(in))));
    }
    List<LedgerImage.Window> windows = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      windows.add(decode(required(LedgerWindow.parseDelimitedFrom(in))));
    }
    return new LedgerImage(items, windows);
  }

  private static <T> T required(@org.jspecify.annotations.Nullable T message) {
    return Objects.requireNonNullElseGet(
        message,
        () -> {
          throw new CorruptStateException("ledger: ended early, expected another message");
        });
  }

  private static LedgerImage.Item decode(LedgerItem message) {
    var neighbours = message.getNeighbours();
    ItemStatsCodec.requireSameLength(neighbours);
    return new LedgerImage.Item(
        message.getItem(),
        Columns.ints(message.getCountsCount(), message::getCounts),
        message.getRatingSum(),
        ItemStatsCodec.decode(message.getTrend()),
        ItemStatsCodec.decode(message.getRegionsList()),
        new LedgerImage.Neighbours(
            neighbours.getEpoch(),
            neighbours.getVisits(),
            Columns.longs(neighbours.getItemsCount(), neighbours::getItems),
            Columns.floats(neighbours.getWeightsCount(), neighbours::getWeights)),
        message.getCountsChanged(),
        message.getNeighboursChanged());
  }

  private static LedgerImage.Window decode(LedgerWindow message) {
    return new LedgerImage.Window(
        message.getNewestTile(),
        message.getTilesList().stream()
            .map(tile ->
                new LedgerImage.Tile(
                    Columns.ints(tile.getItemsCount(), tile::getItems),
                    Columns.ints(tile.getCountsCount(), tile::getCounts)))
            .toList());
  }
}
