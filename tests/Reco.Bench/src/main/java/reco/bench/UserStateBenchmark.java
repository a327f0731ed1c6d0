package reco.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.InteractionType;
import reco.model.interaction.LogPosition;
import reco.model.interaction.Observation;
import reco.model.interaction.Subject;
import reco.model.user.UserState;
import reco.protocol.UserStateCodec;

/** How long one event takes to apply to a user's state, and that state to encode and decode. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@Threads(1)
public class UserStateBenchmark {
  private static final long START_MILLIS = 1_780_000_000_000L;
  private static final long STEP_MILLIS = 187_654;
  private static final int EVENTS = 1_024;
  private static final InteractionType[] TYPES = {
    InteractionType.WATCH, InteractionType.CLICK, InteractionType.LIKE, InteractionType.SKIP,
    InteractionType.WATCH_COMPLETE, InteractionType.VIEW, InteractionType.SAVE, InteractionType.HIDE
  };

  /** Events behind the state: 320 make a usual one, 5,000 fill every part of it. */
  @Param({"320", "5000"})
  private int events;

  private final UserId user = UserId.of("user-4711");
  private UserState state = UserState.empty(user);
  private List<List<Observation>> next = List.of();
  private byte[] bytes = {};
  private int turn;

  @Setup
  public void fill() {
    for (int i = 0; i < events; i++) {
      state = state.apply(List.of(observation(i)));
    }
    bytes = UserStateCodec.encode(state);
    next = IntStream.range(events, events + EVENTS).mapToObj(i -> List.of(observation(i))).toList();
    System.out.printf("%,d events make a state of %,d bytes%n", events, bytes.length);
  }

  @Benchmark
  public UserState apply() {
    turn = (turn + 1) % EVENTS;
    return state.apply(next.get(turn));
  }

  @Benchmark
  public byte[] encode() {
    return UserStateCodec.encode(state);
  }

  @Benchmark
  public UserState decode() {
    return UserStateCodec.decode(bytes, 0);
  }

  private Observation observation(int i) {
    var item = ItemId.of("item-" + i * 7_919 % (events * 3 / 8));
    var subject = Subject.of(item, "category-" + i % 12, "creator-" + i % 40);
    return new Observation(
        new Interaction(
            "event-" + i, START_MILLIS + i * STEP_MILLIS, TYPES[i % TYPES.length], subject),
        new LogPosition(1L << 60, 5, i));
  }
}
