package reco.lab.parity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reco.model.id.UserId;
import reco.model.interaction.Observation;
import reco.model.user.UserState;
import reco.streams.InteractionRecords;
import reco.streams.KafkaClients;
import reco.streams.TopicReads;

/** Some users' events as the log has them, in its order. */
final class ReplayedUsers {
  private final Map<UserId, List<Observation>> events = new HashMap<>();

  /** Reads the whole topic for these users. */
  static ReplayedUsers read(KafkaClients clients, String topic, Set<UserId> users) {
    var replayed = new ReplayedUsers();
    var records = new InteractionRecords(topic, clients.topicHash(topic));
    TopicReads.whole(
        clients,
        topic,
        record -> {
          if (records.decode(record)
                  instanceof InteractionRecords.Readable(var user, var observation)
              && users.contains(user)) {
            replayed.add(user, observation);
          }
        });
    return replayed;
  }

  void add(UserId user, Observation observation) {
    events.computeIfAbsent(user, _ -> new ArrayList<>()).add(observation);
  }

  /**
   * The state that the live one must be equal to: all events up to its watermarks, one by one
   * through the same reducer. Empty where the log no longer has all of them.
   */
  Optional<UserState> upTo(UserState live) {
    UserState state = UserState.empty(live.user());
    for (Observation observation : events.getOrDefault(live.user(), List.of())) {
      if (live.watermarks().reached(observation.position())) {
        state = state.apply(List.of(observation));
      }
    }
    return state.interactions() < live.interactions() ? Optional.empty() : Optional.of(state);
  }
}
