package reco.lab.bench;

import java.util.List;
import java.util.stream.Collectors;
import reco.lab.load.Call;
import reco.model.interaction.InteractionType;

/**
 * An event that a measurement sends. Ids are of the kind that needs no escape in JSON or a path.
 */
record BenchEvent(String user, String item, InteractionType type) {

  String json() {
    return "{\"user_id\":\"%s\",\"item_id\":\"%s\",\"event\":\"%s\"}"
        .formatted(user, item, type.wireName());
  }

  static Call batch(List<BenchEvent> events) {
    return Call.post(
        "/api/v1/events:batch",
        events.stream()
            .map(BenchEvent::json)
            .collect(Collectors.joining(",", "{\"events\":[", "]}")));
  }
}
