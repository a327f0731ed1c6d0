package reco.model.ranking;

import java.util.Arrays;
import reco.model.id.Hashes;

/**
 * Fills the positions one by one: caps say which items may stand there, exploration may take
 * another than the best of them.
 *
 * <p>At each position let b be the best-ranked remaining item that keeps the caps, and E the other
 * remaining items that keep them. Where E is not empty, the position is explored with probability
 * epsilon, and then each item of E is equally likely. So, given the positions above,
 *
 * <pre>
 * propensity(b) = 1 - epsilon      propensity(e in E) = epsilon / |E|
 * propensity(b) = 1                where E is empty
 * </pre>
 *
 * which sums to 1 over the items that could stand there, and is over 0 for the one that does. Where
 * supply lacks, first the share of a page and then the run gives way, the position is not explored,
 * and no page is left short. Items of unknown category are not capped.
 */
public final class Placement {
  private static final String EXPLORED = "exploration.position";
  private static final String CHOSEN = "exploration.item";
  private static final int UNKNOWN = 0;

  private final Caps caps;
  private final double epsilon;
  private final long seed;

  /** Remaining items by category: queue c holds its items best first from heads[c]. */
  private final int[][] queues;

  private final int[] heads;
  private final int[] onPage;
  private int lastCategory = UNKNOWN;
  private int runLength;

  private final int[] order;
  private final float[] propensities;
  private final boolean[] explored;

  private Placement(int[] categories, Caps caps, double epsilon, long seed, int positions) {
    this.caps = caps;
    this.epsilon = epsilon;
    this.seed = seed;
    this.queues = queues(categories, caps);
    this.heads = new int[queues.length];
    this.onPage = new int[queues.length];
    this.order = new int[Math.min(positions, categories.length)];
    this.propensities = new float[order.length];
    this.explored = new boolean[order.length];
  }

  /**
   * Places items that stand best first.
   *
   * @param categories of each item; 0 is unknown
   * @param epsilon share of positions to explore, 0 to 1
   * @param positions most positions to fill
   */
  public static Placed place(
      int[] categories, Caps caps, double epsilon, long seed, int positions) {
    var placement = new Placement(categories, caps, epsilon, seed, positions);
    for (int position = 0; position < placement.order.length; position++) {
      placement.fill(position);
    }
    return new Placed(placement.order, placement.propensities, placement.explored);
  }

  /**
   * Who stands where: one entry a position.
   *
   * @param order indices of the items
   */
  public record Placed(int[] order, float[] propensities, boolean[] explored) {}

  private void fill(int position) {
    if (position % caps.page() == 0) {
      Arrays.fill(onPage, 0);
    }
    int best = bestQueue(Relief.NONE);
    if (best >= 0) {
      choose(position, best);
    } else {
      int within = bestQueue(Relief.SHARE);
      put(position, within >= 0 ? within : bestQueue(Relief.ALL), 0, 1, false);
    }
  }

  private void choose(int position, int best) {
    int others = epsilon > 0 ? countAllowed() - 1 : 0;
    if (others == 0) {
      put(position, best, 0, 1, false);
    } else if (Hashes.uniform(seed, EXPLORED, position) < epsilon) {
      explore(position, best, others);
    } else {
      put(position, best, 0, (float) (1 - epsilon), false);
    }
  }

  /** Puts any of the allowed items that are not the best; the draw counts them queue by queue. */
  private void explore(int position, int best, int others) {
    float propensity = (float) (epsilon / others);
    int left = (int) Math.unsignedMultiplyHigh(Hashes.draw(seed, CHOSEN, position), others);
    for (int c = 0; c < queues.length; c++) {
      int skip = c == best ? 1 : 0;
      int size = isAllowed(c, Relief.NONE) ? queues[c].length - heads[c] - skip : 0;
      if (left < size) {
        put(position, c, left + skip, propensity, true);
        return;
      }
      left -= size;
    }
    throw new IllegalStateException("other items: got fewer than counted, expected " + others);
  }

  private void put(int position, int queue, int place, float propensity, boolean isExplored) {
    int head = heads[queue]++;
    order[position] = queues[queue][head + place];
    System.arraycopy(queues[queue], head, queues[queue], head + 1, place);
    propensities[position] = propensity;
    explored[position] = isExplored;
    onPage[queue]++;
    runLength = queue == lastCategory ? runLength + 1 : 1;
    lastCategory = queue;
  }

  /** The queue whose head is ranked best among those allowed; -1 where none is. */
  private int bestQueue(Relief relief) {
    int best = -1;
    for (int c = 0; c < queues.length; c++) {
      boolean isBetter =
          heads[c] < queues[c].length
              && (best < 0 || queues[c][heads[c]] < queues[best][heads[best]]);
      if (isBetter && isAllowed(c, relief)) {
        best = c;
      }
    }
    return best;
  }

  private int countAllowed() {
    int count = 0;
    for (int c = 0; c < queues.length; c++) {
      count += isAllowed(c, Relief.NONE) ? queues[c].length - heads[c] : 0;
    }
    return count;
  }

  private boolean isAllowed(int queue, Relief relief) {
    if (queue == UNKNOWN) {
      return true;
    }
    boolean keepsRun = queue != lastCategory || runLength < caps.run();
    boolean keepsShare = onPage[queue] < caps.perPage();
    return switch (relief) {
      case NONE -> keepsRun && keepsShare;
      case SHARE -> keepsRun;
      case ALL -> true;
    };
  }

  /** Which caps give way. */
  private enum Relief {
    NONE,
    SHARE,
    ALL
  }

  /** Items by category in order of appearance; queue 0 has those of unknown category, or all. */
  private static int[][] queues(int[] categories, Caps caps) {
    if (caps.equals(Caps.NONE)) {
      return new int[][] {identity(categories.length)};
    }
    int highest = Arrays.stream(categories).max().orElse(0);
    var queueOf = new int[highest + 1];
    var sizes = new int[categories.length + 1];
    int count = 1;
    for (int category : categories) {
      if (category != UNKNOWN && queueOf[category] == UNKNOWN) {
        queueOf[category] = count++;
      }
      sizes[queueOf[category]]++;
    }
    var queues = new int[count][];
    Arrays.setAll(queues, queue -> new int[sizes[queue]]);
    Arrays.fill(sizes, 0);
    for (int item = 0; item < categories.length; item++) {
      int queue = queueOf[categories[item]];
      queues[queue][sizes[queue]++] = item;
    }
    return queues;
  }

  private static int[] identity(int length) {
    var identity = new int[length];
    Arrays.setAll(identity, index -> index);
    return identity;
  }
}
