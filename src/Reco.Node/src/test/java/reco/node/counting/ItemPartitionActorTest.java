package reco.node.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.model.counting.ItemDelta;
import reco.model.counting.ItemDelta.Followed;
import reco.model.counting.ItemDelta.Interacted;
import reco.model.interaction.InteractionType;
import reco.model.item.ItemStatistic;
import reco.model.item.ItemStatistics;
import reco.model.item.StatisticsSettings;

/** One partition over logs in memory; what is published is read as a serving node reads it. */
class ItemPartitionActorTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final long NOW = 1_700_000_000_000L;
  private static final ItemPartitionSettings SETTINGS =
      new ItemPartitionSettings(
          StatisticsSettings.STANDARD,
          Duration.ofMillis(5),
          2,
          Duration.ofMillis(20),
          Duration.ofMillis(10));

  @TempDir private Path folder;

  private final AtomicLong nowMillis = new AtomicLong(NOW);
  private final FakeDeltaLog deltas = new FakeDeltaLog();
  private final FakeStatsLog stats = new FakeStatsLog();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @AfterAll
  static void stopKit() {
    KIT.shutdownTestKit();
  }

  @Test
  void whatIsCountedIsPublished() {
    start(SETTINGS);

    deltas.append(click(1), click(2), click(3), new Followed(1, NOW, 2, 1));
    deltas.append(click(1));

    awaitClicks(1, 2);
    awaitClicks(3, 1);
    assertThat(served().coVisited("c", new long[] {1}, 5).items()).containsExactly(2);
  }

  @Test
  void aCountThatLeavesItsWindowIsPublished() {
    start(SETTINGS);
    deltas.append(click(1));
    await().until(() -> served().value(1, ItemStatistic.LAST_HOUR) == 1);

    nowMillis.addAndGet(Duration.ofMinutes(65).toMillis());

    await().until(() -> served().value(1, ItemStatistic.LAST_HOUR) == 0);
    assertThat(served().value(1, ItemStatistic.LAST_DAY)).isEqualTo(1);
  }

  @Test
  void stoppedAndStartedItGoesOnWhereItWas() {
    deltas.append(click(1), new Followed(1, NOW, 2, 1));
    var first = start(SETTINGS);
    awaitClicks(1, 1);
    stop(first);

    deltas.append(click(1), new Followed(1, NOW, 2, 3));
    start(SETTINGS);

    awaitClicks(1, 2);
    assertThat(deltas.readFrom()).containsExactly(0L, 1L);
    assertThat(served().coVisited("c", new long[] {1}, 5).scores())
        .containsExactly(uninterrupted().coVisited("c", new long[] {1}, 5).scores());
  }

  @Test
  void aSnapshotIsWrittenWhileItCounts() {
    start(SETTINGS);
    deltas.append(click(1));

    await().until(() -> Files.exists(file()));
    assertThat(snapshot().read()).isInstanceOf(LedgerSnapshot.Found.Kept.class);
  }

  @Test
  void aCorruptSnapshotIsMadeAnewFromTheLog() throws IOException {
    deltas.append(click(1), click(2));
    stop(startedAndCounted());
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(), bytes);

    deltas.append(click(1));
    start(SETTINGS);

    awaitClicks(1, 2);
    assertThat(deltas.readFrom()).containsExactly(0L, 0L);
    assertThat(meters.counter("reco.items.rebuilt").count()).isEqualTo(2);
  }

  @Test
  void aSnapshotAtOtherScalesIsMadeAnewFromTheLog() {
    deltas.append(click(1));
    stop(startedAndCounted());
    var standard = StatisticsSettings.STANDARD;

    start(
        new ItemPartitionSettings(
            new StatisticsSettings(
                standard.items(),
                standard.users(),
                standard.window(),
                standard.backward(),
                standard.neighbours(),
                standard.served(),
                Duration.ofDays(7),
                standard.trendingHalfLife(),
                standard.trendingSmoothing(),
                standard.regions()),
            SETTINGS.publishEvery(),
            SETTINGS.publishItems(),
            SETTINGS.keepEvery(),
            SETTINGS.retryAfter()));

    await().until(() -> deltas.readFrom().size() == 2);
    assertThat(deltas.readFrom()).containsExactly(0L, 0L);
  }

  @Test
  void whereTheLogHasLostItsEndItIsMadeAnewFromWhatThereIs() {
    deltas.append(click(1));
    deltas.append(click(1));
    stop(startedAndCounted());
    deltas.truncate(1);

    start(SETTINGS);

    await().atMost(Duration.ofSeconds(20)).until(() -> deltas.readFrom().size() == 3);
    assertThat(deltas.readFrom()).containsExactly(0L, 2L, 0L);
  }

  @Test
  void whatCannotBePublishedIsPublishedLater() {
    stats.setAvailable(false);
    start(SETTINGS);
    deltas.append(click(1));
    await().until(() -> meters.counter("reco.items.published", "result", "failed").count() > 1);

    stats.setAvailable(true);

    awaitClicks(1, 1);
  }

  @Test
  void afterAFailedReadingItBeginsAgain() {
    start(SETTINGS);
    deltas.append(click(1));
    awaitClicks(1, 1);

    deltas.setBroken(true);
    deltas.append(click(1));
    await().atMost(Duration.ofSeconds(20)).until(() -> deltas.readFrom().size() > 1);
    deltas.setBroken(false);

    await().atMost(Duration.ofSeconds(20)).until(() -> clicks(1) == 2);
  }

  private ActorRef<ItemPartitionActor.Command> startedAndCounted() {
    var actor = start(SETTINGS);
    awaitClicks(1, 1);
    return actor;
  }

  private ActorRef<ItemPartitionActor.Command> start(ItemPartitionSettings settings) {
    return KIT.spawn(
        ItemPartitionActor.create(
            0,
            snapshot(settings),
            new ItemPartitionActor.Parts(
                deltas,
                stats,
                settings,
                () -> Instant.ofEpochMilli(nowMillis.get()),
                new ItemPartitionMetrics(meters))));
  }

  private static void stop(ActorRef<ItemPartitionActor.Command> actor) {
    actor.tell(ItemPartitionActor.Stop.STOP);
    KIT.createTestProbe().expectTerminated(actor, Duration.ofSeconds(10));
  }

  private LedgerSnapshot snapshot() {
    return snapshot(SETTINGS);
  }

  private LedgerSnapshot snapshot(ItemPartitionSettings settings) {
    return new LedgerSnapshot(folder, 0, deltas.id(), settings.statistics().scales());
  }

  private Path file() {
    return folder.resolve("partition-0.ledger");
  }

  private void awaitClicks(long item, int clicks) {
    await().atMost(Duration.ofSeconds(20)).until(() -> clicks(item) >= clicks);
  }

  private float clicks(long item) {
    return served().value(item, ItemStatistic.CLICKS);
  }

  private ItemStatistics served() {
    var statistics = new ItemStatistics();
    stats.published().forEach(statistics::put);
    statistics.refresh(nowMillis.get());
    return statistics;
  }

  /** What a partition serves that was never stopped. */
  private ItemStatistics uninterrupted() {
    var ledger = new reco.model.counting.ItemLedger(StatisticsSettings.STANDARD);
    ledger.apply(click(1));
    ledger.apply(new Followed(1, NOW, 2, 1));
    ledger.apply(click(1));
    ledger.apply(new Followed(1, NOW, 2, 3));
    var statistics = new ItemStatistics();
    ledger.drainChanges(1, 10).forEach(statistics::put);
    statistics.refresh(NOW);
    return statistics;
  }

  private static ItemDelta click(long item) {
    return new Interacted(item, NOW, InteractionType.CLICK, 0, "", ItemDelta.Visit.NONE);
  }
}
