package reco.ranker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reco.model.retrieval.UserTower;

/** A user tower in ONNX Runtime. Histories of one pass are padded to the longest of them. */
final class OnnxUserTower implements UserTower {
  private static final String ITEMS = "items";
  private static final String LENGTHS = "lengths";
  private static final String QUERY = "query";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final String version;
  private final int longest;
  private final int dimension;

  private OnnxUserTower(OrtSession session, String version, int longest, int dimension) {
    this.session = session;
    this.version = version;
    this.longest = longest;
    this.dimension = dimension;
  }

  /**
   * Loads a tower; {@link GoldenQueries} prove it.
   *
   * @param dimension of the item vectors
   * @throws ModelRefusedException where the graph cannot be read
   */
  static OnnxUserTower load(Registry.Artefact artefact, int longest, int dimension) {
    String version = artefact.manifest().label();
    try (var options = Sessions.options()) {
      var session =
          OrtEnvironment.getEnvironment()
              .createSession(artefact.file("user_tower.onnx").toString(), options);
      return new OnnxUserTower(session, version, longest, dimension);
    } catch (OrtException e) {
      throw new ModelRefusedException(version + ": user tower: " + e.getMessage(), e);
    }
  }

  @Override
  public int longest() {
    return longest;
  }

  @Override
  public List<float[]> encode(List<float[]> histories) {
    int users = histories.size();
    int width = histories.stream().mapToInt(history -> history.length).max().orElse(0);
    var items = new float[users * width];
    var lengths = new long[users];
    for (int user = 0; user < users; user++) {
      float[] history = histories.get(user);
      System.arraycopy(history, 0, items, (user + 1) * width - history.length, history.length);
      lengths[user] = history.length / dimension;
    }
    long[] shape = {users, width / dimension, dimension};
    try (var itemTensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(items), shape);
        var lengthTensor =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(lengths), new long[] {users});
        var result = session.run(Map.of(ITEMS, itemTensor, LENGTHS, lengthTensor))) {
      return rows(((OnnxTensor) result.get(QUERY).orElseThrow()).getFloatBuffer(), users);
    } catch (OrtException e) {
      throw new ModelRefusedException(version + ": user tower: " + e.getMessage(), e);
    }
  }

  private List<float[]> rows(FloatBuffer output, int users) {
    if (output.remaining() != users * dimension) {
      throw new ModelRefusedException(
          "%s: user tower: got %d numbers for %d users, expected %d each"
              .formatted(version, output.remaining(), users, dimension));
    }
    var queries = new ArrayList<float[]>(users);
    for (int user = 0; user < users; user++) {
      var query = new float[dimension];
      output.get(query);
      queries.add(query);
    }
    return queries;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(version + ": " + e.getMessage(), e);
    }
  }
}
