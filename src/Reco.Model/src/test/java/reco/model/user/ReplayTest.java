package reco.model.user;

import static org.assertj.core.api.Assertions.assertThat;
import static reco.model.user.Log.NOON;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import reco.model.interaction.InteractionType;
import reco.model.interaction.Observation;
import reco.model.profile.Profile;

/** An event counts once, however the log is cut, grouped and read again. */
class ReplayTest {
  private static final UserState EMPTY = UserState.empty(Log.USER);

  @Property(tries = 100)
  void replayingAnyStretchChangesNothing(
      @ForAll("logs") List<Observation> log, @ForAll Random random) {
    var state = EMPTY.apply(log);

    for (int i = 0; i < 5; i++) {
      assertThat(state.apply(stretch(log, random))).isEqualTo(state);
    }
  }

  @Property(tries = 100)
  void aCrashThatSeeksBackChangesNothing(
      @ForAll("logs") List<Observation> log, @ForAll Random random) {
    var state = EMPTY;
    int read = 0;
    while (read < log.size()) {
      int next = Math.min(log.size(), read + 1 + random.nextInt(20));
      int back = random.nextInt(read + 1);
      state = state.apply(log.subList(back, next));
      read = next;
    }

    assertThat(state).isEqualTo(EMPTY.apply(log));
  }

  @Property(tries = 100)
  void groupingDoesNotMatter(
      @ForAll("logs") List<Observation> log, @ForAll @IntRange(min = 1, max = 50) int size) {
    var grouped = EMPTY;
    for (int from = 0; from < log.size(); from += size) {
      grouped = grouped.apply(log.subList(from, Math.min(log.size(), from + size)));
    }

    assertThat(grouped).isEqualTo(EMPTY.apply(log));
  }

  @Property(tries = 200)
  void retriesWithinTheWindowChangeNothingButTheWatermark(
      @ForAll("shortLogs") List<Observation> log, @ForAll Random random) {
    var state = EMPTY.apply(log);
    var retried = state;
    for (int i = 0; i < 10 && !log.isEmpty(); i++) {
      var event = log.get(random.nextInt(log.size())).event();
      retried = retried.apply(List.of(new Observation(event, Log.position(1_000 + i))));
    }

    assertThat(retried.history()).isEqualTo(state.history());
    assertThat(retried.session()).isEqualTo(state.session());
    assertThat(retried.categories()).isEqualTo(state.categories());
    assertThat(retried.creators()).isEqualTo(state.creators());
    assertThat(retried.watched()).isEqualTo(state.watched());
    assertThat(retried.profile()).isEqualTo(state.profile());
    assertThat(retried.eventIds()).isEqualTo(state.eventIds());
    assertThat(retried.interactions()).isEqualTo(state.interactions());
  }

  /** Many more events than the window of event ids holds; times in any order within 3 days. */
  @Provide
  Arbitrary<List<Observation>> logs() {
    return events().list().ofMinSize(300).ofMaxSize(600).map(ReplayTest::log);
  }

  /** So few events that no event id leaves the window. */
  @Provide
  Arbitrary<List<Observation>> shortLogs() {
    return events().list().ofMaxSize(240).map(ReplayTest::log);
  }

  private record Written(long time, InteractionType type, String item, float value) {}

  private static Arbitrary<Written> events() {
    return Combinators.combine(
            Arbitraries.longs().between(NOON, NOON + 3 * Log.DAY),
            Arbitraries.of(InteractionType.class),
            Arbitraries.integers().between(0, 40).map(i -> "item-" + i),
            Arbitraries.floats().between(0.5f, 5))
        .as(Written::new);
  }

  private static List<Observation> log(List<Written> events) {
    var log = new Log();
    for (var event : events) {
      if (event.value() > 4.9f) {
        log.profile(event.time(), new Profile("", (int) (event.time() % 90), "", "", 0, List.of()));
      } else {
        log.event(
            event.time(),
            event.type(),
            event.type().needsItem() ? event.item() : "",
            event.value());
      }
    }
    return log.all();
  }

  private static List<Observation> stretch(List<Observation> log, Random random) {
    int from = random.nextInt(log.size() + 1);
    return log.subList(from, from + random.nextInt(log.size() - from + 1));
  }
}
