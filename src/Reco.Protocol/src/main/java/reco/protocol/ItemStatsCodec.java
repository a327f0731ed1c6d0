package reco.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.List;
import reco.internal.v1.ItemCounts;
import reco.internal.v1.ItemNeighbours;
import reco.internal.v1.ItemStatsRecord;
import reco.model.item.DecayedSum;
import reco.model.item.ItemStatistic;
import reco.model.item.ItemStats;
import reco.model.item.RegionTrend;

/** What the item side publishes of an item, as a record of its topic. */
public final class ItemStatsCodec {
  private ItemStatsCodec() {}

  public static byte[] encode(ItemStats stats) {
    var message = ItemStatsRecord.newBuilder().setItem(stats.item()).setOffset(stats.offset());
    switch (stats) {
      case ItemStats.Counts counts -> message.setCounts(encode(counts));
      case ItemStats.Neighbours(_, _, long epoch, float visits, long[] items, float[] weights) ->
          message.setNeighbours(neighbours(epoch, visits, items, weights));
    }
    return message.build().toByteArray();
  }

  private static ItemCounts.Builder encode(ItemStats.Counts counts) {
    var message = ItemCounts.newBuilder().setTrend(encode(counts.trend()));
    for (float value : counts.values()) {
      message.addValues(value);
    }
    counts.regions().forEach(region -> message.addRegions(encode(region)));
    return message;
  }

  static ItemNeighbours.Builder neighbours(
      long epoch, double visits, long[] items, float[] weights) {
    var message = ItemNeighbours.newBuilder().setEpoch(epoch).setVisits(visits);
    for (int i = 0; i < items.length; i++) {
      message.addItems(items[i]).addWeights(weights[i]);
    }
    return message;
  }

  static reco.internal.v1.DecayedSum encode(DecayedSum sum) {
    return reco.internal.v1.DecayedSum.newBuilder().setEpoch(sum.epoch()).setSum(sum.sum()).build();
  }

  static reco.internal.v1.RegionTrend encode(RegionTrend trend) {
    return reco.internal.v1.RegionTrend.newBuilder()
        .setRegion(trend.region())
        .setRecent(encode(trend.recent()))
        .setUsual(encode(trend.usual()))
        .build();
  }

  /** Throws {@link CorruptStateException}. */
  public static ItemStats decode(byte[] bytes) {
    try {
      var message = ItemStatsRecord.parseFrom(bytes);
      return switch (message.getKindCase()) {
        case COUNTS -> counts(message.getItem(), message.getOffset(), message.getCounts());
        case NEIGHBOURS ->
            neighbours(message.getItem(), message.getOffset(), message.getNeighbours());
        case KIND_NOT_SET ->
            throw new CorruptStateException("item stats: got none, expected counts or neighbours");
      };
    } catch (InvalidProtocolBufferException e) {
      throw new CorruptStateException("item stats: " + e.getMessage(), e);
    }
  }

  private static ItemStats.Counts counts(long item, long offset, ItemCounts message) {
    return new ItemStats.Counts(
        item,
        offset,
        Arrays.copyOf( // one of an older build has fewer
            Columns.floats(message.getValuesCount(), message::getValues), ItemStatistic.COUNT),
        decode(message.getTrend()),
        decode(message.getRegionsList()));
  }

  private static ItemStats.Neighbours neighbours(long item, long offset, ItemNeighbours message) {
    requireSameLength(message);
    return new ItemStats.Neighbours(
        item,
        offset,
        message.getEpoch(),
        (float) message.getVisits(),
        Columns.longs(message.getItemsCount(), message::getItems),
        Columns.floats(message.getWeightsCount(), message::getWeights));
  }

  static void requireSameLength(ItemNeighbours message) {
    if (message.getItemsCount() != message.getWeightsCount()) {
      throw new CorruptStateException(
          "neighbours: got %d items with %d weights, expected as many"
              .formatted(message.getItemsCount(), message.getWeightsCount()));
    }
  }

  static DecayedSum decode(reco.internal.v1.DecayedSum message) {
    return new DecayedSum(message.getEpoch(), message.getSum());
  }

  static List<RegionTrend> decode(List<reco.internal.v1.RegionTrend> messages) {
    return messages.stream()
        .map(message ->
            new RegionTrend(
                message.getRegion(), decode(message.getRecent()), decode(message.getUsual())))
        .toList();
  }
}
