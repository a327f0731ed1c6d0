package reco.model.counting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import reco.model.item.Decay;
import reco.model.item.DecayedSum;
import reco.model.item.RegionTrend;

/**
 * Counts the positive interactions with an item by region.
 *
 * @param most regions kept of an item; the one with least recent interactions gives way
 */
record RegionTrends(Decay recent, Decay usual, int most) {

  /** With one more interaction of a region. */
  List<RegionTrend> plusOne(List<RegionTrend> regions, String region, long timeMillis) {
    List<RegionTrend> next = new ArrayList<>(regions.size() + 1);
    RegionTrend before = new RegionTrend(region, DecayedSum.ZERO, DecayedSum.ZERO);
    for (RegionTrend each : regions) {
      if (each.region().equals(region)) {
        before = each;
      } else {
        next.add(each);
      }
    }
    if (next.size() == most) {
      long epoch = recent.epoch(timeMillis);
      next.remove(
          next.stream().min(Comparator.comparingDouble(t -> t.recent().at(epoch))).orElseThrow());
    }
    next.add(
        new RegionTrend(
            region,
            before.recent().plusOne(timeMillis, recent),
            before.usual().plusOne(timeMillis, usual)));
    return List.copyOf(next);
  }
}
