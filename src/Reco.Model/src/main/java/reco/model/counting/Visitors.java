package reco.model.counting;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import reco.model.id.Hashes;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.ProfileChange;
import reco.model.interaction.UserEvent;

/**
 * The users of one partition of the log who were active last, up to a limit; the one least recently
 * active is forgotten. Turns their events into what these change for items. One thread.
 */
public final class Visitors {
  private final int limit;
  private final int window;
  private final Map<Long, Visitor> visitors = new LinkedHashMap<>(16, 0.75f, true);
  private final SequencedSet<Long> changed = new LinkedHashSet<>();

  /** Receives a user's hash and what is remembered; empty: the user was forgotten. */
  public interface Changes {
    void changed(long user, Optional<VisitorImage> image);
  }

  /**
   * @param limit most users remembered
   * @param window steps of a user within which two items are co-visited
   */
  public Visitors(int limit, int window) {
    this.limit = limit;
    this.window = window;
  }

  public int size() {
    return visitors.size();
  }

  /**
   * Takes the next event of the log.
   *
   * @param deltas receives what it changes; nothing where the event's id is in the user's window
   */
  public void observe(UserId user, UserEvent event, Consumer<ItemDelta> deltas) {
    Visitor visitor = visitor(Hashes.hash(user.tenant(), user.id()));
    if (visitor.isNew(Hashes.hash(event.eventId()))) {
      switch (event) {
        case ProfileChange(_, _, var profile) when !profile.country().isEmpty() ->
            visitor.moveTo(profile.country());
        case ProfileChange _ -> {}
        case Interaction interaction when interaction.item() != 0 ->
            observe(visitor, interaction, deltas);
        case Interaction _ -> {}
      }
    }
  }

  private Visitor visitor(long user) {
    Visitor visitor = visitors.computeIfAbsent(user, _ -> new Visitor(window));
    changed.remove(user);
    changed.add(user);
    if (visitors.size() > limit) {
      long eldest = visitors.keySet().iterator().next();
      visitors.remove(eldest);
      changed.remove(eldest);
      changed.addFirst(eldest);
    }
    return visitor;
  }

  private static void observe(
      Visitor visitor, Interaction interaction, Consumer<ItemDelta> deltas) {
    long item = interaction.item();
    long timeMillis = interaction.timeMillis();
    ItemDelta.Visit visit = isVisit(interaction) ? visit(visitor, item) : ItemDelta.Visit.NONE;
    deltas.accept(
        new ItemDelta.Interacted(
            item, timeMillis, interaction.type(), interaction.value(), visitor.region(), visit));
    long[] before = visit.before();
    for (int age = 0; age < before.length; age++) {
      if (before[age] != item) {
        deltas.accept(new ItemDelta.Followed(before[age], timeMillis, item, age + 1));
      }
    }
    if (visit.isStep()) {
      visitor.add(item);
    }
  }

  /** Whoever rates an item low has come by it, too. */
  private static boolean isVisit(Interaction interaction) {
    return interaction.strength() > 0 || interaction.type().consumes();
  }

  private static ItemDelta.Visit visit(Visitor visitor, long item) {
    boolean isStep = !visitor.isAt(item);
    long[] before = isStep ? visitor.steps() : new long[0];
    return new ItemDelta.Visit(isStep, !visitor.hasLately(item), before);
  }

  /**
   * Tells whom the events since the last call have changed, the one active last at the end:
   * restored in this order, these are the visitors that are here now.
   */
  public void drainChanges(Changes changes) {
    for (long user : changed) {
      Visitor visitor = visitors.containsKey(user) ? visitors.get(user) : null;
      changes.changed(user, Optional.ofNullable(visitor).map(Visitor::image));
    }
    changed.clear();
  }

  /** Remembers a user again, or forgets; to be called before the first event. */
  public void restore(long user, Optional<VisitorImage> image) {
    visitors.remove(user);
    image.ifPresent(kept -> visitors.put(user, Visitor.of(kept, window)));
  }
}
