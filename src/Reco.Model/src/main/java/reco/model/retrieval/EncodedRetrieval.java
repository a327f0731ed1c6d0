package reco.model.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reco.model.item.Item;
import reco.model.user.UserState;

/**
 * Two towers: a transformer over a user's recent items makes the query (SASRec; Kang and McAuley
 * 2018), and an item's vector is made of its id and its content. The vectors' last number is the
 * item's bias and a query's is 1, so that their inner product is the trained logit.
 *
 * <p>An item that training has not seen has the vector of its content alone, and is read in a
 * history from its embedding on.
 */
public final class EncodedRetrieval implements RetrievalModel, SequenceEncoder {
  private final ProjectedRetrieval projected;
  private final ContentTower content;
  private final UserTower tower;
  private final Map<Long, float[]> unseen = new ConcurrentHashMap<>();

  /**
   * @param projected the trained item vectors, with the query that needs no encoder
   */
  public EncodedRetrieval(ProjectedRetrieval projected, ContentTower content, UserTower tower) {
    this.projected = projected;
    this.content = content;
    this.tower = tower;
  }

  @Override
  public EncodedRetrieval withCatalogue(List<Item> catalogue) {
    return new EncodedRetrieval(projected.withCatalogue(catalogue), content, tower);
  }

  @Override
  public String version() {
    return projected.version();
  }

  @Override
  public int dimension() {
    return projected.dimension();
  }

  @Override
  public float[] embed(Item item) {
    long key = item.id().key();
    if (projected.vectors().has(key)) {
      return projected.vectors().get(key);
    }
    var vector = content.embed(item);
    vector.ifPresentOrElse(known -> unseen.put(key, known), () -> unseen.remove(key));
    return vector.orElseGet(() -> new float[dimension()]);
  }

  @Override
  public float[] query(UserState user, long lastItem, long nowMillis) {
    float[] query = encode(List.of(RecentItems.of(user, lastItem, longest()))).getFirst();
    return query.length > 0 ? query : quickQuery(user, lastItem, nowMillis);
  }

  @Override
  public float[] quickQuery(UserState user, long lastItem, long nowMillis) {
    return projected.query(user, lastItem, nowMillis);
  }

  @Override
  public Optional<SequenceEncoder> encoder() {
    return Optional.of(this);
  }

  @Override
  public Optional<Ease> ease() {
    return projected.ease();
  }

  @Override
  public int longest() {
    return tower.longest();
  }

  @Override
  public List<float[]> encode(List<long[]> sequences) {
    var histories = new ArrayList<float[]>();
    var queries = new ArrayList<float[]>();
    for (long[] sequence : sequences) {
      float[] history = vectors(sequence);
      queries.add(history); // where it is empty, so is the query
      if (history.length > 0) {
        histories.add(history);
      }
    }
    var encoded = histories.isEmpty() ? List.<float[]>of() : tower.encode(histories);
    int next = 0;
    for (int i = 0; i < queries.size(); i++) {
      if (queries.get(i).length > 0) {
        queries.set(i, encoded.get(next++));
      }
    }
    return List.copyOf(queries);
  }

  /** The vectors of the newest known items, oldest first, row-major. */
  private float[] vectors(long[] sequence) {
    int dimension = dimension();
    var rows = new float[Math.min(sequence.length, longest()) * dimension];
    int first = rows.length;
    for (int i = sequence.length - 1; i >= 0 && first > 0; i--) {
      long key = sequence[i];
      var vectors = projected.vectors();
      float[] vector = vectors.has(key) ? vectors.get(key) : unseen.get(key);
      if (vector != null) {
        first -= dimension;
        System.arraycopy(vector, 0, rows, first, dimension);
      }
    }
    return Arrays.copyOfRange(rows, first, rows.length);
  }

  @Override
  public void close() {
    tower.close();
  }
}
