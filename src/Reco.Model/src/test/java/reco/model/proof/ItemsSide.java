package reco.model.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import reco.model.counting.ItemDelta;
import reco.model.counting.ItemLedger;
import reco.model.counting.LedgerImage;
import reco.model.counting.VisitorImage;
import reco.model.counting.Visitors;
import reco.model.interaction.Observation;
import reco.model.item.StatisticsSettings;

/**
 * One random schedule of the items' side: consumers that turn the log into deltas in transactions,
 * of which an older one may go on without knowing that it was replaced, and a ledger that reads the
 * deltas, takes snapshots and dies. Visitors and ledger are the real ones.
 */
final class ItemsSide {
  /** What is left out of the protocol, to see that it is missed. */
  enum Mutant {
    NONE,
    /** Deltas are there as soon as they are made, whether or not the transaction commits. */
    DELTAS_OUTSIDE_THE_TRANSACTION,
    /** The offset is committed apart from the deltas, after them. */
    OFFSET_OUTSIDE_THE_TRANSACTION,
    /** What is remembered of users is not written with the deltas. */
    VISITORS_OUTSIDE_THE_TRANSACTION,
    /** A consumer that was replaced may still commit. */
    NO_FENCE,
    /** A ledger's snapshot has the offset of the moment before. */
    OFFSET_OUTSIDE_THE_SNAPSHOT
  }

  private static final int STEPS = 80;
  private static final int WINDOW = 3;
  private static final int VISITORS = 100;
  private static final StatisticsSettings SETTINGS = StatisticsSettings.STANDARD;

  private final SplittableRandom random;
  private final Mutant mutant;
  private final List<Observation> log;

  private final List<ItemDelta> deltas = new ArrayList<>();
  private final Map<Long, Optional<VisitorImage>> remembered = new LinkedHashMap<>();
  private int committed;
  private int epoch;
  private final List<Session> sessions = new ArrayList<>();

  private ItemLedger ledger = new ItemLedger(SETTINGS);
  private int read;
  private Optional<LedgerImage> snapshot = Optional.empty();
  private int snapshotRead;

  /** A consumer with what it has not committed. */
  private final class Session {
    final int ofEpoch = ++epoch;
    final Visitors visitors = new Visitors(VISITORS, WINDOW);
    final List<ItemDelta> made = new ArrayList<>();
    int next = committed;

    Session() {
      remembered.forEach(visitors::restore);
    }

    void observe() {
      if (next < log.size()) {
        var observation = log.get(next++);
        visitors.observe(Events.user(observation), observation.event(), this::make);
      }
    }

    private void make(ItemDelta delta) {
      if (mutant == Mutant.DELTAS_OUTSIDE_THE_TRANSACTION) {
        deltas.add(delta);
      } else {
        made.add(delta);
      }
    }

    /** All at once, unless somebody else has taken over. */
    void commit() {
      if (ofEpoch != epoch && mutant != Mutant.NO_FENCE) {
        return;
      }
      deltas.addAll(made);
      made.clear();
      boolean isCutShort = random.nextInt(4) == 0;
      if (mutant == Mutant.OFFSET_OUTSIDE_THE_TRANSACTION && isCutShort) {
        return;
      }
      committed = next;
      if (mutant != Mutant.VISITORS_OUTSIDE_THE_TRANSACTION || !isCutShort) {
        visitors.drainChanges((user, image) -> {
          remembered.remove(user);
          remembered.put(user, image);
        });
      }
    }
  }

  private ItemsSide(long seed, Mutant mutant) {
    this.random = new SplittableRandom(seed);
    this.mutant = mutant;
    this.log = Events.log(random, 10 + random.nextInt(20));
  }

  /** Whether the ledger after a schedule is, to the bit, what the log alone makes of it. */
  static boolean countsOnce(long seed, Mutant mutant) {
    var side = new ItemsSide(seed, mutant);
    side.sessions.add(side.new Session());
    for (int step = 0; step < STEPS; step++) {
      side.step();
    }
    side.settle();
    return text(side.ledger.image()).equals(text(side.reduced().image()));
  }

  /** All of an image but what is not published yet: arrays have no equality of their own. */
  private static String text(LedgerImage image) {
    var text = new StringBuilder();
    for (var item : image.items()) {
      text.append(item.item()).append(Arrays.toString(item.counts())).append(item.ratingSum());
      text.append(item.trend()).append(item.regions()).append(item.neighbours().visits());
      text.append(Arrays.toString(item.neighbours().items()));
      text.append(Arrays.toString(item.neighbours().weights())).append('\n');
    }
    for (var window : image.windows()) {
      text.append(window.newestTile());
      for (var tile : window.tiles()) {
        text.append(Arrays.toString(tile.items())).append(Arrays.toString(tile.counts()));
      }
    }
    return text.toString();
  }

  private ItemLedger reduced() {
    var visitors = new Visitors(VISITORS, WINDOW);
    var reduced = new ItemLedger(SETTINGS);
    log.forEach(each -> visitors.observe(Events.user(each), each.event(), reduced::apply));
    return reduced;
  }

  private void step() {
    var session = sessions.get(random.nextInt(sessions.size()));
    switch (random.nextInt(10)) {
      case 0 -> session.commit();
      case 1 -> takeOver();
      case 2 -> snapshot();
      case 3 -> ledgerDies();
      case 4, 5, 6 -> session.observe();
      default -> readDelta();
    }
  }

  /** The one before may not know of it yet. */
  private void takeOver() {
    if (sessions.size() == 2) {
      sessions.removeFirst();
    }
    sessions.add(new Session());
  }

  private void readDelta() {
    if (read < deltas.size()) {
      ledger.apply(deltas.get(read++));
    }
  }

  private void snapshot() {
    snapshot = Optional.of(ledger.image());
    snapshotRead = mutant == Mutant.OFFSET_OUTSIDE_THE_SNAPSHOT ? Math.max(0, read - 1) : read;
  }

  private void ledgerDies() {
    ledger =
        snapshot
            .map(image -> ItemLedger.of(SETTINGS, image))
            .orElseGet(() -> new ItemLedger(SETTINGS));
    read = snapshotRead;
  }

  private void settle() {
    sessions.clear();
    var last = new Session();
    while (last.next < log.size()) {
      last.observe();
    }
    while (committed < log.size()) {
      last.commit();
    }
    while (read < deltas.size()) {
      readDelta();
    }
  }
}
