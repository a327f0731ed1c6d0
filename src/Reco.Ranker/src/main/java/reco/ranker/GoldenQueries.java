package reco.ranker;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import reco.model.retrieval.UserTower;

/** The users that a trainer encoded before it published: a loaded tower must encode them alike. */
final class GoldenQueries {
  /** Relative to the largest number of the expected queries. */
  private static final float TOLERANCE = 1e-5f;

  private static final long NO_ITEM = -1;

  private GoldenQueries() {}

  /**
   * @param vectors the items' vectors, row-major, which the golden histories point into
   */
  static void require(UserTower tower, Registry.Artefact artefact, float[] vectors, int dimension) {
    Npy.Longs histories = Npy.readLongs(artefact.file("golden_histories.npy"));
    Npy.Floats queries = Npy.readFloats(artefact.file("golden_queries.npy"));
    String version = artefact.manifest().label();
    int users = queries.shape()[0];
    if (users == 0
        || !Arrays.equals(histories.shape(), new int[] {users, tower.longest()})
        || !Arrays.equals(queries.shape(), new int[] {users, dimension})) {
      throw new ModelRefusedException(
          "%s: golden: got histories %s and queries %s, expected [n, %d] and [n, %d]"
              .formatted(
                  version,
                  Arrays.toString(histories.shape()),
                  Arrays.toString(queries.shape()),
                  tower.longest(),
                  dimension));
    }
    List<float[]> read =
        IntStream.range(0, users)
            .mapToObj(user -> history(version, histories, user, vectors, dimension))
            .toList();
    List<float[]> together = tower.encode(read);
    float scale = scale(queries.values());
    for (int user = 0; user < users; user++) {
      var expected = Arrays.copyOfRange(queries.values(), user * dimension, (user + 1) * dimension);
      requireAlike(version, user, together.get(user), expected, scale);
      requireAlike(
          version, user, tower.encode(List.of(read.get(user))).getFirst(), expected, scale);
    }
    if (users > 1 && together.stream().allMatch(query -> Arrays.equals(query, together.get(0)))) {
      throw new ModelRefusedException(
          version + ": golden: got one query for all users, expected queries that depend on them");
    }
  }

  private static float[] history(
      String version, Npy.Longs histories, int user, float[] vectors, int dimension) {
    int longest = histories.shape()[1];
    long[] rows =
        Arrays.stream(histories.values(), user * longest, (user + 1) * longest)
            .filter(row -> row != NO_ITEM)
            .toArray();
    var history = new float[rows.length * dimension];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0 || rows[i] >= vectors.length / dimension) {
        throw new ModelRefusedException(
            "%s: golden histories: got item %d of %d"
                .formatted(version, rows[i], vectors.length / dimension));
      }
      System.arraycopy(vectors, (int) rows[i] * dimension, history, i * dimension, dimension);
    }
    return history;
  }

  private static float scale(float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static void requireAlike(
      String version, int user, float[] got, float[] expected, float scale) {
    for (int d = 0; d < expected.length; d++) {
      if (!(Math.abs(got[d] - expected[d]) <= TOLERANCE * scale)) { // holds for no NaN
        throw new ModelRefusedException(
            "%s: golden query %d, number %d: got %s, expected %s as the trainer saw"
                .formatted(version, user, d, got[d], expected[d]));
      }
    }
  }
}
