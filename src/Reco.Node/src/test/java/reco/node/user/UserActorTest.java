package reco.node.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.Subject;
import reco.model.user.UserState;
import reco.node.user.UserActor.Command;
import reco.node.user.UserActor.Observe;
import reco.node.user.UserActor.ObserveReply;
import reco.node.user.UserActor.Observed;
import reco.node.user.UserActor.Read;
import reco.node.user.UserActor.ReadReply;
import reco.node.user.UserActor.Refused;
import reco.node.user.UserActor.State;
import reco.node.user.UserActor.Stop;

/** One user's actor through its phases: loading, serving, persisting, passivating. */
class UserActorTest {
  private static final UserId USER = UserId.of("ada");
  private static final long TOPIC = 7;
  private static final long LINEAGE = 1;
  private static final long NOW = 1_700_000_000_000L;
  private static final Duration BACKOFF = Duration.ofMillis(50);
  private static final UserSettings SETTINGS =
      new UserSettings(10, 2, 3, BACKOFF, Duration.ofSeconds(1));

  private static ActorTestKit kit;
  private static ManualTime time;

  private final ManualStore store = new ManualStore();
  private final AtomicLong nowMillis = new AtomicLong(NOW);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMillis.get());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UserMetrics metrics = new UserMetrics(meters); // its gauge holds it weakly
  private final TestProbe<ObserveReply> senders = kit.createTestProbe();
  private final TestProbe<ReadReply> readers = kit.createTestProbe();
  private ActorRef<Command> actor = kit.system().ignoreRef();

  @BeforeAll
  static void startKit() {
    Config config =
        ManualTime.config().withFallback(ConfigFactory.parseString("pekko.log-dead-letters = off"));
    kit = ActorTestKit.create(config.withFallback(ConfigFactory.load()));
    time = ManualTime.get(kit.system());
  }

  @AfterAll
  static void stopKit() {
    kit.shutdownTestKit();
  }

  @Test
  void acknowledgesAGroupOnlyAfterItsSave() {
    start();
    read();
    store.hold();

    observe(1, 2);

    awaitHeld(1);
    senders.expectNoMessage(Duration.ZERO);
    store.answerNext();
    senders.expectMessage(new Observed(1));
    assertThat(store.stored(USER).watermarks().reached(position(2))).isTrue();
  }

  @Test
  void appliesTheGroupsThatQueuedUpDuringASaveInOneFurtherSave() {
    start();
    read();
    store.hold();
    observe(1);
    awaitHeld(1);

    observe(2);
    observe(3);
    store.answerNext();

    senders.expectMessage(new Observed(1));
    awaitHeld(1);
    store.answerNext();
    senders.expectMessage(new Observed(2));
    senders.expectMessage(new Observed(2));
    assertThat(store.saves()).isEqualTo(2);
    assertThat(store.stored(USER).interactions()).isEqualTo(3);
  }

  @Test
  void answersReadsFromTheLastSavedStateWhileASaveIsUnderWay() {
    start();
    observe(1);
    senders.expectMessage(new Observed(1));
    store.hold();
    observe(2);
    awaitHeld(1);

    var answer = read();

    assertThat(answer.revision()).isEqualTo(1);
    assertThat(answer.interactions()).isEqualTo(1);
  }

  @Test
  void refusesAGroupBeyondTheQueuesBound() {
    start();
    read();
    store.hold();
    observe(1);
    awaitHeld(1);

    observe(range(2, 11));
    observe(12);

    senders.expectMessage(new Refused("queue full"));
    assertThat(meters.counter("reco.user.refusals", "cause", "queue full").count()).isEqualTo(1);
  }

  @Test
  void acknowledgesARepeatedGroupWithoutASave() {
    start();
    observe(1, 2);
    senders.expectMessage(new Observed(1));

    observe(1, 2);

    senders.expectMessage(new Observed(1));
    assertThat(store.saves()).isEqualTo(1);
    assertThat(store.stored(USER).interactions()).isEqualTo(2);
  }

  @Test
  void reloadsOnARevisionConflictAndAcknowledgesNothing() {
    start();
    observe(1);
    senders.expectMessage(new Observed(1));
    var other = store.stored(USER).apply(List.of(observation(2))).withRevision(2);
    store.write(other);

    observe(2, 3);

    senders.expectMessage(new Refused("conflict"));
    await().untilAsserted(() -> assertThat(read()).isEqualTo(other));
    assertThat(store.stored(USER)).isEqualTo(other);
    observe(2, 3);
    senders.expectMessage(new Observed(3));
    assertThat(store.stored(USER).interactions()).isEqualTo(3);
  }

  @Test
  void savesAnewWhatAStoreHasLostThatIsStillInMemory() {
    start();
    observe(1, 2);
    senders.expectMessage(new Observed(1));
    store.replace(2);

    observeFor(2, 1, 2);

    senders.expectMessage(new Observed(1));
    assertThat(store.stored(USER).interactions()).isEqualTo(2);
    assertThat(meters.counter("reco.user.states.restored").count()).isEqualTo(1);
  }

  @Test
  void refusesAGroupThatWasReadForTheStoreBefore() {
    start();
    observe(1, 2);
    senders.expectMessage(new Observed(1));
    store.replace(2);

    observe(3);

    senders.expectMessage(new Refused("store replaced"));
    observe(3);
    senders.expectMessage(new Refused("store replaced"));
    observeFor(2, 1, 2, 3);
    senders.expectMessageClass(Observed.class);
    assertThat(store.stored(USER).interactions()).isEqualTo(3);
  }

  @Test
  void doesNotApplyToAnOlderRecordWhatFollowsTheRecordThatIsLost() {
    store.write(UserState.empty(USER).apply(List.of(observation(1))).withRevision(1));
    store.replace(2);
    start();

    observe(1, 2);

    senders.expectMessage(new Refused("store replaced"));
    assertThat(store.stored(USER)).isEqualTo(UserState.empty(USER));
  }

  @Test
  void takesTheRecordOfAStoreThatHasLostNothing() {
    start();
    observe(1);
    senders.expectMessage(new Observed(1));
    var record = store.stored(USER);
    store.replace(2);
    store.write(record);

    observeFor(2, 1, 2);

    senders.expectMessage(new Observed(2));
    assertThat(store.stored(USER).interactions()).isEqualTo(2);
    assertThat(meters.counter("reco.user.states.restored").count()).isZero();
  }

  @Test
  void answersReadsFromMemoryWhileTheRecordIsReadAgain() {
    start();
    observe(1);
    senders.expectMessage(new Observed(1));
    store.replace(2);
    store.failNext(3);
    observeFor(2, 1);
    awaitLoads(2);

    assertThat(read().interactions()).isEqualTo(1);
    pass(BACKOFF);
    awaitLoads(3);
    pass(BACKOFF.multipliedBy(2));
    senders.expectMessage(new Refused("store unavailable"));
    assertThat(read().interactions()).isEqualTo(1);
    observeFor(2, 1);
    senders.expectMessage(new Observed(1));
  }

  @Test
  void savesAnewWhatWasDeletedUnderItsHands() {
    start();
    observe(1);
    senders.expectMessage(new Observed(1));
    store.write(UserState.empty(USER));

    observe(2);

    senders.expectMessage(new Refused("conflict"));
    observe(2);
    senders.expectMessageClass(Observed.class);
    assertThat(store.stored(USER).interactions()).isEqualTo(2);
  }

  @Test
  void triesAFailedSaveAgainAfterABackoff() {
    start();
    read();
    store.failNext(2);

    observe(1);
    awaitSaves(1);
    pass(BACKOFF);
    awaitSaves(2);
    pass(BACKOFF);
    time.expectNoMessageFor(Duration.ZERO, senders);
    pass(BACKOFF);

    senders.expectMessage(new Observed(1));
    assertThat(store.saves()).isEqualTo(3);
  }

  @Test
  void givesUpASaveAfterItsLastAttemptButGoesOnAnsweringReads() {
    start();
    observe(1);
    senders.expectMessage(new Observed(1));
    store.failNext(3);

    observe(2);
    awaitSaves(2);
    pass(BACKOFF);
    awaitSaves(3);
    pass(BACKOFF.multipliedBy(2));

    senders.expectMessage(new Refused("store unavailable"));
    assertThat(read().revision()).isEqualTo(1);
    observe(2);
    senders.expectMessage(new Observed(2));
  }

  @Test
  void aReadWaitsForItsPositionUntilItIsSaved() {
    start();
    read();
    store.hold();
    observe(1);
    awaitHeld(1);

    actor.tell(new Read(USER, Optional.of(position(1)), NOW + 20, readers.ref()));

    time.expectNoMessageFor(Duration.ofMillis(10), readers);
    store.answerNext();
    var state = readers.expectMessageClass(State.class);
    assertThat(state.stale()).isFalse();
    assertThat(state.state().revision()).isEqualTo(1);
  }

  @Test
  void aReadIsAnsweredStaleAtItsDeadline() {
    start();
    var before = read();

    actor.tell(new Read(USER, Optional.of(position(1)), NOW + 20, readers.ref()));

    time.expectNoMessageFor(Duration.ofMillis(19), readers);
    time.timePasses(Duration.ofMillis(1));
    readers.expectMessage(new State(before, true));
  }

  @Test
  void aReadBeyondTheBoundOfThoseWaitingIsAnsweredStaleAtOnce() {
    start();
    var before = read();
    var waiting = kit.<ReadReply>createTestProbe();
    actor.tell(new Read(USER, Optional.of(position(1)), NOW + 20, waiting.ref()));
    actor.tell(new Read(USER, Optional.of(position(1)), NOW + 20, waiting.ref()));

    actor.tell(new Read(USER, Optional.of(position(1)), NOW + 20, readers.ref()));

    readers.expectMessage(new State(before, true));
    waiting.expectNoMessage(Duration.ZERO);
  }

  @Test
  void refusesReadsOnceALoadHasFailedAndServesAfterALaterOneWorked() {
    store.failNext(1);
    start();
    awaitLoads(1);
    actor.tell(new Read(USER, Optional.empty(), NOW + 20, readers.ref()));
    readers.expectMessage(new Refused("store unavailable"));
    observe(1);

    pass(BACKOFF);

    senders.expectMessage(new Observed(1));
    assertThat(read().interactions()).isEqualTo(1);
  }

  @Test
  void endsAfterItsLastAttemptToLoadSoThatTheNextMessageStartsAnew() {
    store.failNext(3);
    start();
    observe(1);
    awaitLoads(1);
    pass(BACKOFF);
    awaitLoads(2);
    pass(BACKOFF.multipliedBy(2));

    senders.expectMessage(new Refused("store unavailable"));
    senders.expectTerminated(actor);
  }

  @Test
  void anExpiredReadIsNotAnsweredTwice() {
    store.hold();
    start();
    awaitHeld(1);
    actor.tell(new Read(USER, Optional.empty(), NOW + 20, readers.ref()));

    time.expectNoMessageFor(Duration.ofMillis(19), readers);
    time.timePasses(Duration.ofMillis(1));
    readers.expectMessage(new Refused("timeout"));
    store.answerNext();

    readers.expectNoMessage(Duration.ZERO);
  }

  @Test
  void finishesTheSaveUnderWayBeforeItStops() {
    start();
    read();
    store.hold();
    observe(1);
    awaitHeld(1);
    observe(2);

    actor.tell(Stop.STOP);
    observe(3);

    senders.expectMessage(new Refused("moving"));
    senders.expectMessage(new Refused("moving"));
    store.answerNext();
    senders.expectMessage(new Observed(1));
    senders.expectTerminated(actor);
    assertThat(store.stored(USER).interactions()).isEqualTo(1);
  }

  @Test
  void stopsAtOnceWhereNoSaveIsUnderWay() {
    start();
    read();

    actor.tell(Stop.STOP);

    senders.expectTerminated(actor);
    assertThat(meters.get("reco.user.actors").gauge().value()).isZero();
  }

  private void start() {
    actor = kit.spawn(UserActor.create(USER, store, SETTINGS, clock, metrics));
  }

  private UserState read() {
    actor.tell(new Read(USER, Optional.empty(), NOW + 1_000, readers.ref()));
    return readers.expectMessageClass(State.class).state();
  }

  private void observe(int... offsets) {
    observeFor(LINEAGE, offsets);
  }

  private void observeFor(long lineage, int... offsets) {
    var group = IntStream.of(offsets).mapToObj(UserActorTest::observation).toList();
    actor.tell(new Observe(USER, group, lineage, senders.ref()));
  }

  private static int[] range(int first, int last) {
    return IntStream.rangeClosed(first, last).toArray();
  }

  private void pass(Duration duration) {
    time.timePasses(duration);
  }

  private void awaitHeld(int commands) {
    await().until(() -> store.heldCommands() == commands);
  }

  private void awaitSaves(int saves) {
    await().until(() -> store.saves() == saves);
  }

  private void awaitLoads(int loads) {
    await().until(() -> store.loads() == loads);
  }

  private static Observation observation(int offset) {
    var item = Subject.of(ItemId.of("item-" + offset), "jazz", "miles");
    return new Observation(
        new Interaction("event-" + offset, NOW + offset, InteractionType.CLICK, item),
        position(offset));
  }

  private static LogPosition position(int offset) {
    return new LogPosition(TOPIC, 3, offset);
  }
}
