package reco.ranker;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;

/**
 * A ranker in ONNX Runtime. The user side of each request goes in once and is gathered inside the
 * graph by {@code row_request}. A row's scores do not depend on what it is batched with (checked at
 * load).
 */
public final class OnnxModel implements ScoringModel {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxModel.class);
  private static final String USER = "user";
  private static final String ITEM = "item";
  private static final String ROW_REQUEST = "row_request";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Device device;
  private final String version;
  private final List<String> heads;
  private final int userWidth;
  private final int itemWidth;
  private FloatBuffer users = floats(64 * 64);
  private FloatBuffer items = floats(1024 * 64);
  private LongBuffer rowRequests = longs(1024);

  private OnnxModel(
      OrtSession session,
      Device device,
      String version,
      List<String> heads,
      int userWidth,
      int itemWidth) {
    this.session = session;
    this.device = device;
    this.version = version;
    this.heads = heads;
    this.userWidth = userWidth;
    this.itemWidth = itemWidth;
  }

  /**
   * Loads a ranker and proves it: shapes, feature specification, the trainer's golden rows, no NaN,
   * not constant, the same bits alone and in a batch.
   *
   * @param specHash hash of the features that this build makes
   * @throws ModelRefusedException with the reason
   */
  public static OnnxModel load(Registry.Artefact artefact, String specHash) {
    return load(artefact, specHash, Device.CPU);
  }

  /**
   * The same on a device; where that is not there or does not prove itself, on the CPU, with a
   * warning.
   */
  public static OnnxModel load(Registry.Artefact artefact, String specHash, Device wanted) {
    if (wanted != Device.CPU) {
      try {
        return loadOn(wanted, artefact, specHash);
      } catch (ModelRefusedException e) {
        LOG.warn("{} runs on the CPU: {}", artefact.manifest().label(), e.getMessage());
      }
    }
    return loadOn(Device.CPU, artefact, specHash);
  }

  private static OnnxModel loadOn(Device device, Registry.Artefact artefact, String specHash) {
    Manifest manifest = artefact.manifest();
    Manifest.Spec spec = manifest.spec().orElse(null);
    if (spec == null || !spec.hash().equals(specHash)) {
      throw new ModelRefusedException(
          "%s: feature_spec: got %s, expected %s"
              .formatted(manifest.label(), spec == null ? "none" : spec.hash(), specHash));
    }
    List<String> heads = heads(manifest);
    try (var options = Sessions.options(device)) {
      OrtSession session =
          OrtEnvironment.getEnvironment()
              .createSession(artefact.file("model.onnx").toString(), options);
      var model =
          new OnnxModel(
              session, device, manifest.label(), heads, spec.user().size(), spec.item().size());
      try {
        model.requireShapes();
        Golden.require(model, artefact);
        return model;
      } catch (RuntimeException | OrtException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new ModelRefusedException(
          "%s: model.onnx: got %s, expected a graph that ONNX Runtime runs"
              .formatted(manifest.label(), e.getMessage()),
          e);
    }
  }

  private static List<String> heads(Manifest manifest) {
    List<String> heads = manifest.heads();
    if (heads == null || heads.isEmpty() || heads.stream().anyMatch(head -> head == null)) {
      throw new ModelRefusedException(
          "%s: heads: got %s, expected the names of at least 1".formatted(manifest.label(), heads));
    }
    return List.copyOf(heads);
  }

  private void requireShapes() throws OrtException {
    requireWidth(USER, userWidth);
    requireWidth(ITEM, itemWidth);
    for (String head : heads) {
      if (!session.getOutputNames().contains(head)) {
        throw new ModelRefusedException(
            "%s: outputs: got %s, expected %s".formatted(version, session.getOutputNames(), heads));
      }
    }
  }

  private void requireWidth(String input, int width) throws OrtException {
    NodeInfo node = session.getInputInfo().get(input);
    if (node == null
        || !(node.getInfo() instanceof TensorInfo tensor)
        || tensor.type != OnnxJavaType.FLOAT
        || tensor.getShape().length != 2
        || tensor.getShape()[1] != width) {
      throw new ModelRefusedException(
          "%s: input %s: got %s, expected float32 [n, %d]".formatted(version, input, node, width));
    }
  }

  @Override
  public String version() {
    return version;
  }

  /** What it runs on. */
  public Device device() {
    return device;
  }

  int userWidth() {
    return userWidth;
  }

  int itemWidth() {
    return itemWidth;
  }

  @Override
  public List<String> heads() {
    return heads;
  }

  @Override
  public List<HeadScores> score(List<FeatureMatrix> requests) {
    int rows = requests.stream().mapToInt(FeatureMatrix::rows).sum();
    if (rows == 0) {
      return requests.stream().map(request -> slice(List.of(), 0, 0)).toList();
    }
    gather(requests, rows);
    try (var user =
            OnnxTensor.createTensor(environment, users, new long[] {requests.size(), userWidth});
        var item = OnnxTensor.createTensor(environment, items, new long[] {rows, itemWidth});
        var rowRequest = OnnxTensor.createTensor(environment, rowRequests, new long[] {rows});
        var result = session.run(Map.of(USER, user, ITEM, item, ROW_REQUEST, rowRequest))) {
      List<FloatBuffer> outputs = new ArrayList<>(heads.size());
      for (String head : heads) {
        var tensor = (OnnxTensor) result.get(head).orElseThrow();
        FloatBuffer output = tensor.getFloatBuffer();
        if (output.remaining() != rows) {
          throw new ModelRefusedException(
              "%s: output %s: got %d values, expected %d"
                  .formatted(version, head, output.remaining(), rows));
        }
        outputs.add(output);
      }
      List<HeadScores> scores = new ArrayList<>(requests.size());
      int from = 0;
      for (FeatureMatrix request : requests) {
        scores.add(slice(outputs, from, request.rows()));
        from += request.rows();
      }
      return scores;
    } catch (OrtException e) {
      throw new ModelRefusedException(version + ": " + e.getMessage(), e);
    }
  }

  private HeadScores slice(List<FloatBuffer> outputs, int from, int rows) {
    List<float[]> probabilities = new ArrayList<>(outputs.size());
    for (FloatBuffer output : outputs) {
      var head = new float[rows];
      output.get(from, head);
      probabilities.add(head);
    }
    return new HeadScores(version, heads, probabilities);
  }

  private void gather(List<FeatureMatrix> requests, int rows) {
    users = fit(users, requests.size() * userWidth);
    items = fit(items, rows * itemWidth);
    rowRequests =
        rowRequests.capacity() < rows
            ? longs(Integer.highestOneBit(rows) * 2)
            : rowRequests.clear();
    for (int i = 0; i < requests.size(); i++) {
      FeatureMatrix request = requests.get(i);
      if (request.user().length != userWidth || request.itemWidth() != itemWidth) {
        throw new ModelRefusedException(
            "%s: features: got %d + %d, expected %d + %d"
                .formatted(
                    version, request.user().length, request.itemWidth(), userWidth, itemWidth));
      }
      users.put(request.user());
      items.put(request.items(), 0, request.rows() * itemWidth);
      for (int row = 0; row < request.rows(); row++) {
        rowRequests.put(i);
      }
    }
    users.flip();
    items.flip();
    rowRequests.flip();
  }

  private static FloatBuffer fit(FloatBuffer buffer, int floats) {
    return buffer.capacity() < floats ? floats(Integer.highestOneBit(floats) * 2) : buffer.clear();
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static LongBuffer longs(int count) {
    return ByteBuffer.allocateDirect(count * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
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
