package reco.model.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import reco.model.id.UserId;
import reco.model.interaction.Observation;
import reco.model.user.EventIds;
import reco.model.user.UserState;

/**
 * One random schedule of the users' side: a partition of the log, consumers that send rounds of it,
 * a network that loses, repeats and delays, actors of which two copies may live, and a store that
 * may come back older than it was. The reducer is the real one; what carries it follows the actor,
 * the stream and the store line by line, without their threads.
 */
final class UserSide {
  /** What is left out of the protocol, to see that it is missed. */
  enum Mutant {
    NONE,
    /** The checkpoint moves when a round is taken, not when it is durable. */
    COMMIT_BEFORE_SAVE,
    /** A user's next group is sent before the last one is acknowledged. */
    SEVERAL_IN_FLIGHT,
    /** A group is acknowledged before it is saved. */
    ACKNOWLEDGE_BEFORE_SAVE,
    /** The store takes any write. */
    NO_REVISION_CHECK,
    /** The state remembers the last event's id alone. */
    SHORT_WINDOW,
    /** A store that came back older is taken for the one before. */
    NO_REWIND
  }

  private static final int STEPS = 150;
  private static final int ROUND = 4;

  private final SplittableRandom random;
  private final Mutant mutant;
  private final List<Observation> log;

  private Store store = new Store(0, 0, Map.of());
  private final List<Store> backups = new ArrayList<>(List.of(store));
  private final List<Consumer> consumers = new ArrayList<>();
  private final Map<UserId, List<Actor>> actors = new HashMap<>();
  private final List<Observe> network = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();
  private int written = 1;

  /** What the store holds; a lineage more each time that it comes back. */
  private record Store(long lineage, int checkpoint, Map<UserId, UserState> states) {
    UserState state(UserId user) {
      return states.getOrDefault(user, UserState.empty(user));
    }

    Store with(UserState state) {
      var next = new HashMap<>(states);
      next.put(state.user(), state);
      return new Store(lineage, checkpoint, next);
    }
  }

  private record Observe(
      Consumer from, UserId user, List<Observation> group, long lineage, long round) {}

  /** A save under way, and whom to tell. */
  private record Write(Actor by, UserState after, long lineage, Observe cause) {}

  /** One reader of the partition: it has one round under way. */
  private static final class Consumer {
    final long lineage;
    int next;
    int end;
    long round;
    Map<UserId, List<Observation>> groups = Map.of();
    final Set<UserId> acknowledged = new HashSet<>();

    Consumer(long lineage, int start) {
      this.lineage = lineage;
      this.next = start;
      this.end = start;
    }

    boolean isDurable() {
      return acknowledged.containsAll(groups.keySet());
    }
  }

  /** One copy of a user's actor: what it knows, and whether a save is under way. */
  private static final class Actor {
    Optional<UserState> known = Optional.empty();
    long lineage;
    boolean isSaving;
    boolean isDead;
  }

  private UserSide(long seed, Mutant mutant) {
    this.random = new SplittableRandom(seed);
    this.mutant = mutant;
    this.log = Events.log(random, 10 + random.nextInt(30));
  }

  /** Whether every user's state after a schedule is what the log alone makes of it. */
  static boolean countsOnce(long seed, Mutant mutant) {
    var side = new UserSide(seed, mutant);
    for (int step = 0; step < STEPS; step++) {
      side.step();
    }
    side.settle();
    return Events.users().stream()
        .allMatch(user ->
            side.store.state(user).withRevision(0).equals(side.reduced(user).withRevision(0)));
  }

  private UserState reduced(UserId user) {
    return UserState.empty(user).apply(Events.of(log, user));
  }

  private void step() {
    switch (random.nextInt(16)) {
      case 0 -> written = Math.min(log.size(), written + 1 + random.nextInt(3));
      case 1 -> consumers.add(started());
      case 2 -> remove(consumers);
      case 3 -> remove(network); // lost
      case 4 -> pick(network).ifPresent(network::add); // repeated
      case 5 -> crash();
      case 6 -> secondCopy();
      case 7 -> fault();
      default -> progress();
    }
  }

  private void fault() {
    switch (random.nextInt(4)) {
      case 0 -> backups.add(store);
      case 1 -> comeBackOlder();
      default -> remove(writes).ifPresent(write -> write.by().isSaving = false); // never arrived
    }
  }

  private void progress() {
    switch (random.nextInt(5)) {
      case 0 -> pick(consumers).ifPresent(this::take);
      case 1 -> pick(consumers).ifPresent(this::send);
      case 2 -> pick(consumers).ifPresent(this::checkpoint);
      case 3 -> remove(network).ifPresent(this::deliver);
      default -> remove(writes).ifPresent(this::write);
    }
  }

  /** One consumer, no more faults, until all of the log is durable. */
  private void settle() {
    written = log.size();
    consumers.clear();
    var last = started();
    consumers.add(last);
    for (int turn = 0; turn < 10_000 && (last.next < log.size() || !last.isDurable()); turn++) {
      take(last);
      send(last);
      while (!network.isEmpty()) {
        deliver(network.removeFirst());
      }
      while (!writes.isEmpty()) {
        write(writes.removeFirst());
      }
    }
  }

  private Consumer started() {
    return new Consumer(store.lineage(), store.checkpoint());
  }

  private void take(Consumer consumer) {
    if (!consumer.isDurable() && mutant != Mutant.SEVERAL_IN_FLIGHT) {
      return;
    }
    consumer.next = consumer.end;
    consumer.end = Math.min(written, consumer.next + 1 + random.nextInt(ROUND));
    consumer.round++;
    consumer.acknowledged.clear();
    consumer.groups = new LinkedHashMap<>();
    for (var observation : log.subList(consumer.next, consumer.end)) {
      consumer
          .groups
          .computeIfAbsent(Events.user(observation), _ -> new ArrayList<>())
          .add(observation);
    }
    if (mutant == Mutant.SEVERAL_IN_FLIGHT) {
      send(consumer);
    }
  }

  private void send(Consumer consumer) {
    consumer.groups.forEach((user, group) -> {
      if (!consumer.acknowledged.contains(user)) {
        network.add(new Observe(consumer, user, group, consumer.lineage, consumer.round));
      }
    });
  }

  private void checkpoint(Consumer consumer) {
    boolean isReached = consumer.isDurable() || mutant == Mutant.COMMIT_BEFORE_SAVE;
    int reached = isReached ? consumer.end : consumer.next;
    boolean isOfStore = consumer.lineage == store.lineage() || mutant == Mutant.NO_REWIND;
    if (isOfStore && reached > store.checkpoint()) {
      store = new Store(store.lineage(), reached, store.states());
    }
  }

  private void deliver(Observe message) {
    var copies = actors.computeIfAbsent(message.user(), _ -> new ArrayList<>(List.of(new Actor())));
    if (copies.isEmpty()) {
      copies.add(new Actor());
    }
    Actor actor = copies.get(random.nextInt(copies.size()));
    if (actor.isSaving) {
      return; // refused: it comes again
    }
    if (actor.known.isEmpty() || actor.lineage != message.lineage()) {
      load(actor, message.user());
    }
    boolean isOfLineage = actor.lineage == message.lineage() || mutant == Mutant.NO_REWIND;
    if (isOfLineage) {
      apply(actor, message);
    }
  }

  /** What the store holds, or what it has lost of it and is still in memory, under its revision. */
  private void load(Actor actor, UserId user) {
    var stored = store.state(user);
    var whole =
        actor
            .known
            .filter(memory -> memory.watermarks().isAheadOf(stored.watermarks()))
            .map(memory -> memory.withRevision(stored.revision()))
            .orElse(stored);
    actor.known = Optional.of(whole);
    actor.lineage = store.lineage();
  }

  private void apply(Actor actor, Observe message) {
    var known = actor.known.orElseThrow();
    var after = remembering(known.apply(message.group()));
    boolean isStored =
        store.state(message.user()).equals(after) && store.lineage() == actor.lineage;
    if (isStored) {
      acknowledge(message);
      return;
    }
    if (mutant == Mutant.ACKNOWLEDGE_BEFORE_SAVE) {
      acknowledge(message);
    }
    actor.isSaving = true;
    writes.add(new Write(actor, after.withRevision(known.revision() + 1), actor.lineage, message));
  }

  private UserState remembering(UserState state) {
    int size = state.eventIds().size();
    if (mutant != Mutant.SHORT_WINDOW || size < 2) {
      return state;
    }
    var last = EventIds.of(new long[] {state.eventIds().hash(size - 1)});
    return Events.with(state, last);
  }

  private void write(Write write) {
    var stored = store.state(write.after().user());
    boolean isExpected =
        stored.revision() == write.after().revision() - 1 || mutant == Mutant.NO_REVISION_CHECK;
    boolean isOfStore = write.lineage() == store.lineage() || mutant == Mutant.NO_REWIND;
    boolean isSaved = isExpected && isOfStore;
    if (isSaved) {
      store = store.with(write.after());
    }
    Actor by = write.by();
    if (by.isDead) {
      return; // nobody hears of it
    }
    by.isSaving = false;
    if (isSaved) {
      by.known = Optional.of(write.after());
      acknowledge(write.cause());
    } else {
      load(by, write.after().user());
    }
  }

  private static void acknowledge(Observe message) {
    if (message.from().round == message.round()) {
      message.from().acknowledged.add(message.user());
    }
  }

  private void crash() {
    pick(actors.values())
        .ifPresent(copies -> remove(copies).ifPresent(actor -> actor.isDead = true));
  }

  private void secondCopy() {
    pick(actors.values()).filter(copies -> copies.size() == 1).ifPresent(c -> c.add(new Actor()));
  }

  private void comeBackOlder() {
    var older = backups.get(random.nextInt(backups.size()));
    long lineage = mutant == Mutant.NO_REWIND ? store.lineage() : store.lineage() + 1;
    store = new Store(lineage, older.checkpoint(), older.states());
  }

  private <T> Optional<T> pick(Collection<T> from) {
    return from.isEmpty()
        ? Optional.empty()
        : from.stream().skip(random.nextInt(from.size())).findFirst();
  }

  private <T> Optional<T> remove(List<T> from) {
    return from.isEmpty()
        ? Optional.empty()
        : Optional.of(from.remove(random.nextInt(from.size())));
  }
}
