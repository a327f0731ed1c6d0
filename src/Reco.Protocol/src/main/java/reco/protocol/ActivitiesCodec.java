package reco.protocol;

import java.util.ArrayList;
import reco.model.user.Activities;
import reco.model.user.Activity;
import reco.model.user.Tiles;

/** Activities as columns; of the tile counts, most of which are 0, only the others are stored. */
final class ActivitiesCodec {
  private ActivitiesCodec() {}

  static reco.internal.v1.Activities toRecord(Activities activities) {
    var record = reco.internal.v1.Activities.newBuilder();
    var times = new TimeDeltas();
    int zeros = 0;
    for (int i = 0; i < activities.size(); i++) {
      var activity = activities.get(i);
      record
          .addNames(activity.name())
          .addAffinities(activity.affinity())
          .addTimes(times.encode(activity.lastMillis()));
      for (int tile = 0; tile < Tiles.COUNT; tile++) {
        int count = activity.tiles().count(tile);
        if (count == 0) {
          zeros++;
        } else {
          record.addZeros(zeros).addCounts(count);
          zeros = 0;
        }
      }
    }
    return record.build();
  }

  /** Throws IllegalArgumentException or IndexOutOfBoundsException where the columns do not fit. */
  static Activities fromRecord(reco.internal.v1.Activities stored) {
    int size = stored.getNamesCount();
    if (size > Activities.CAPACITY) {
      throw new IllegalArgumentException(
          "activities: got %d, expected at most %d".formatted(size, Activities.CAPACITY));
    }
    var counts = counts(stored, size);
    var times = new TimeDeltas();
    var activities = new ArrayList<Activity>(size);
    for (int i = 0; i < size; i++) {
      var tiles = Tiles.of(times.decode(stored.getTimes(i)), counts[i]);
      activities.add(new Activity(stored.getNames(i), stored.getAffinities(i), tiles));
    }
    return Activities.of(activities);
  }

  private static int[][] counts(reco.internal.v1.Activities stored, int size) {
    var counts = new int[size][Tiles.COUNT];
    int at = 0;
    for (int i = 0; i < stored.getCountsCount(); i++, at++) {
      at += stored.getZeros(i);
      counts[at / Tiles.COUNT][at % Tiles.COUNT] = stored.getCounts(i);
    }
    return counts;
  }
}
