package reco.protocol;

import com.google.protobuf.ByteString;
import java.util.List;
import reco.model.item.ItemRows;
import reco.model.item.ItemStatistic;

/** The item side of a decision as a message: column by column, every bit. */
final class ItemRowsCodec {
  private ItemRowsCodec() {}

  static reco.internal.v1.ItemRows encode(ItemRows rows) {
    var message =
        reco.internal.v1.ItemRows.newBuilder()
            .addAllNames(rows.names())
            .addAllRegionSets(rows.regionSets())
            .setFlags(ByteString.copyFrom(rows.flags()))
            .setStatisticWidth(ItemStatistic.COUNT)
            .setVectors(ByteString.copyFrom(rows.vectors()))
            .setDimension(rows.dimension());
    for (int row = 0; row < rows.size(); row++) {
      message
          .addKeys(rows.keys()[row])
          .addIds(rows.ids()[row])
          .addCategories(rows.categories()[row])
          .addCreators(rows.creators()[row])
          .addLanguages(rows.languages()[row])
          .addPrices(rows.prices()[row])
          .addQualities(rows.qualities()[row])
          .addPublishMillis(rows.publishMillis()[row])
          .addMinAges(rows.minAges()[row])
          .addRegions(rows.regions()[row])
          .addScales(rows.scales()[row]);
    }
    for (float statistic : rows.statistics()) {
      message.addStatistics(statistic);
    }
    return message.build();
  }

  /** Throws IllegalArgumentException or IndexOutOfBoundsException where columns do not fit. */
  static ItemRows decode(reco.internal.v1.ItemRows message) {
    int size = message.getKeysCount();
    requireLength("flags", message.getFlags().size(), size);
    requireLength("statistic_width", message.getStatisticWidth(), ItemStatistic.COUNT);
    requireLength("statistics", message.getStatisticsCount(), size * ItemStatistic.COUNT);
    requireLength("vectors", message.getVectors().size(), size * message.getDimension());
    var keys = new long[size];
    var ids = new String[size];
    var categories = new int[size];
    var creators = new int[size];
    var languages = new int[size];
    var prices = new float[size];
    var qualities = new float[size];
    var publishMillis = new long[size];
    var minAges = new byte[size];
    var regions = new int[size];
    var scales = new float[size];
    for (int row = 0; row < size; row++) {
      keys[row] = message.getKeys(row);
      ids[row] = message.getIds(row);
      categories[row] = message.getCategories(row);
      creators[row] = message.getCreators(row);
      languages[row] = message.getLanguages(row);
      prices[row] = message.getPrices(row);
      qualities[row] = message.getQualities(row);
      publishMillis[row] = message.getPublishMillis(row);
      minAges[row] = (byte) message.getMinAges(row);
      regions[row] = message.getRegions(row);
      scales[row] = message.getScales(row);
    }
    return new ItemRows(
        keys,
        ids,
        List.copyOf(message.getNamesList()),
        categories,
        creators,
        languages,
        prices,
        qualities,
        publishMillis,
        minAges,
        message.getFlags().toByteArray(),
        regions,
        List.copyOf(message.getRegionSetsList()),
        statistics(message),
        message.getVectors().toByteArray(),
        scales,
        message.getDimension());
  }

  private static float[] statistics(reco.internal.v1.ItemRows message) {
    var statistics = new float[message.getStatisticsCount()];
    for (int i = 0; i < statistics.length; i++) {
      statistics[i] = message.getStatistics(i);
    }
    return statistics;
  }

  private static void requireLength(String column, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "rows: %s: got %d, expected %d".formatted(column, length, expected));
    }
  }
}
