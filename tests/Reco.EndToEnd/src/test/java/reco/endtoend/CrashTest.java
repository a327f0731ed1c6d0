package reco.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.model.id.ItemId;
import reco.model.item.ItemStatistic;
import reco.model.item.ItemStats;
import reco.protocol.ItemStatsCodec;

/** EV-4: kill -9 in the middle of load; the ledger is what the topic holds. */
class CrashTest {
  private static final int USERS = 40;
  private static final int ITEMS = 300;
  private static final int KILLS = 2;

  @TempDir private Path state;

  @Test
  void nothingAcknowledgedIsLostAndNothingCountsTwice() throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    var sent = new AtomicInteger();
    for (int kill = 0; kill < KILLS; kill++) {
      try (RecoServer reco = RecoServer.up(state)) {
        int atLeast = acknowledged.size() + 400;
        var stop = new AtomicBoolean();
        Thread load = Thread.ofVirtual().start(() -> send(reco, acknowledged, sent, stop));
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= atLeast);
        reco.kill();
        stop.set(true);
        load.join();
      }
    }

    try (RecoServer reco = RecoServer.up(state)) {
      Map<String, Set<String>> ledger = ledger(reco);
      assertThat(ledger.values().stream().flatMap(Set::stream)).containsAll(acknowledged);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              ledger.forEach((user, events) ->
                  assertThat(interactions(reco, user)).as(user).isEqualTo(events.size())));
      Map<Long, Integer> clicks = clicks(ledger);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(countedClicks(reco)).isEqualTo(clicks));
    }
  }

  /** By item's key: what the events of the ledger come to. */
  private static Map<Long, Integer> clicks(Map<String, Set<String>> ledger) {
    Map<Long, Integer> clicks = new HashMap<>();
    ledger.values().stream()
        .flatMap(Set::stream)
        .forEach(
            id -> clicks.merge(item(Integer.parseInt(id.substring(1))).key(), 1, Integer::sum));
    return clicks;
  }

  private static ItemId item(int event) {
    return ItemId.of("i" + event % ITEMS);
  }

  /** By item's key: what the item side has published. */
  private static Map<Long, Integer> countedClicks(RecoServer reco) {
    Map<Long, Integer> clicks = new HashMap<>();
    try (var reader = new TopicReader(reco.kafka(), "reco.item-stats")) {
      for (var record : reader.toTheEnd()) {
        if (ItemStatsCodec.decode(record.value()) instanceof ItemStats.Counts counts) {
          clicks.put(counts.item(), (int) counts.values()[ItemStatistic.CLICKS.ordinal()]);
        }
      }
    }
    return clicks;
  }

  private static void send(
      RecoServer reco, Set<String> acknowledged, AtomicInteger sent, AtomicBoolean stop) {
    while (!stop.get()) {
      int n = sent.incrementAndGet();
      String id = "e" + n;
      String user = "u" + n % USERS;
      String event =
          "{\"event_id\":\"%s\",\"user_id\":\"%s\",\"item_id\":\"i%d\",\"event\":\"click\"}"
              .formatted(id, user, n % ITEMS);
      try {
        if (reco.post("/api/v1/events", event).status() == 202) {
          acknowledged.add(id);
        }
      } catch (RuntimeException e) {
        return; // the server is dead: what this event became is unknown, as for any client
      }
    }
  }

  private static int interactions(RecoServer reco, String user) {
    return reco.get("/api/v1/users/" + user).json().get("interactions").getAsInt();
  }

  /** Event ids per user, recomputed from the topic. */
  private static Map<String, Set<String>> ledger(RecoServer reco) {
    try (var reader = new TopicReader(reco.kafka(), "reco.interactions")) {
      Map<String, Set<String>> ledger = new HashMap<>();
      for (var record : reader.toTheEnd()) {
        String user = new String(record.key(), UTF_8).substring("default/".length());
        String event = new String(record.headers().lastHeader("ce_id").value(), UTF_8);
        ledger.computeIfAbsent(user, _ -> new HashSet<>()).add(event);
      }
      return ledger;
    }
  }
}
