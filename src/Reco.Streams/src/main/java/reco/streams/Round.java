package reco.streams;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.kafka.ConsumerMessage.CommittableOffset;
import reco.model.id.UserId;
import reco.model.interaction.Observation;

/**
 * The records of one partition that wait to be applied together, grouped by user in log order. A
 * partition has one round under way at a time, so a user has at most one group unacknowledged, and
 * a round's last offset is the lowest contiguous one.
 */
final class Round {
  private final Map<UserId, List<Observation>> groups = new LinkedHashMap<>();
  private final List<InteractionRecords.Undecodable> undecodable = new ArrayList<>();
  private CommittableOffset last;

  Round(InteractionRecords.Decoded record, CommittableOffset offset) {
    last = offset;
    add(record, offset);
  }

  Round add(InteractionRecords.Decoded record, CommittableOffset offset) {
    switch (record) {
      case InteractionRecords.Readable(var user, var observation) ->
          groups.computeIfAbsent(user, _ -> new ArrayList<>()).add(observation);
      case InteractionRecords.Undecodable poison -> undecodable.add(poison);
    }
    last = offset;
    return this;
  }

  Map<UserId, List<Observation>> groups() {
    return groups;
  }

  List<InteractionRecords.Undecodable> undecodable() {
    return undecodable;
  }

  /** To be committed when every group and every dead letter of the round is durable. */
  CommittableOffset last() {
    return last;
  }
}
