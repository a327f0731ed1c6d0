package reco.ranker;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;

/**
 * The rows that a trainer scored before it published: the loaded model must score them the same.
 */
final class Golden {
  private static final float TOLERANCE = 1e-5f;

  private Golden() {}

  static void require(OnnxModel model, Registry.Artefact artefact) {
    Npy.Floats user = Npy.readFloats(artefact.file("golden_user.npy"));
    Npy.Floats item = Npy.readFloats(artefact.file("golden_item.npy"));
    Npy.Longs rowRequest = Npy.readLongs(artefact.file("golden_row_request.npy"));
    Npy.Floats expected = Npy.readFloats(artefact.file("golden_outputs.npy"));
    int rows = rowRequest.values().length;
    requireRequests(model, rowRequest.values(), user.shape()[0]);
    requireShape(model, "golden_user", user, user.shape()[0], model.userWidth());
    requireShape(model, "golden_item", item, rows, model.itemWidth());
    requireShape(model, "golden_outputs", expected, rows, model.heads().size());
    List<FeatureMatrix> alone =
        IntStream.range(0, rows)
            .mapToObj(row -> matrix(model, user, item, (int) rowRequest.values()[row], row))
            .toList();
    List<HeadScores> together = model.score(alone);
    for (int head = 0; head < model.heads().size(); head++) {
      float least = Float.POSITIVE_INFINITY;
      float most = Float.NEGATIVE_INFINITY;
      for (int row = 0; row < rows; row++) {
        float score = together.get(row).probabilities().get(head)[0];
        float wanted = expected.values()[row * model.heads().size() + head];
        requireScore(model, head, row, score, wanted);
        float single = model.score(List.of(alone.get(row))).getFirst().probabilities().get(head)[0];
        if (!isSame(model, single, score)) {
          throw refused(
              model, head, row, "alone " + single + ", in a batch " + score, "the same bits");
        }
        least = Math.min(least, score);
        most = Math.max(most, score);
      }
      if (rows > 1 && least == most) {
        throw refused(
            model, head, 0, "the constant " + least, "scores that depend on the features");
      }
    }
  }

  /** The same bits; on a GPU, where a pass may sum in another order, the same but for that. */
  private static boolean isSame(OnnxModel model, float alone, float among) {
    return model.device() == Device.CPU
        ? Float.floatToRawIntBits(alone) == Float.floatToRawIntBits(among)
        : Math.abs(alone - among) <= TOLERANCE;
  }

  private static void requireScore(OnnxModel model, int head, int row, float score, float wanted) {
    if (!(score >= 0 && score <= 1)) {
      throw refused(model, head, row, Float.toString(score), "a probability");
    }
    if (!(Math.abs(score - wanted) <= TOLERANCE)) {
      throw refused(model, head, row, Float.toString(score), wanted + " as the trainer saw");
    }
  }

  private static void requireRequests(OnnxModel model, long[] rowRequest, int requests) {
    for (long request : rowRequest) {
      if (request < 0 || request >= requests) {
        throw new ModelRefusedException(
            "%s: golden_row_request: got %d, expected 0 to %d"
                .formatted(model.version(), request, requests - 1));
      }
    }
  }

  private static void requireShape(
      OnnxModel model, String name, Npy.Floats array, int rows, int width) {
    int[] shape = array.shape();
    if (shape.length != 2 || shape[0] != rows || shape[1] != width || rows == 0) {
      throw new ModelRefusedException(
          "%s: %s: got shape %s, expected [%d, %d]"
              .formatted(model.version(), name, Arrays.toString(shape), rows, width));
    }
  }

  private static FeatureMatrix matrix(
      OnnxModel model, Npy.Floats user, Npy.Floats item, int request, int row) {
    int userWidth = model.userWidth();
    int itemWidth = model.itemWidth();
    return new FeatureMatrix(
        Arrays.copyOfRange(user.values(), request * userWidth, (request + 1) * userWidth),
        Arrays.copyOfRange(item.values(), row * itemWidth, (row + 1) * itemWidth),
        1,
        itemWidth);
  }

  private static ModelRefusedException refused(
      OnnxModel model, int head, int row, String got, String expected) {
    return new ModelRefusedException(
        "%s: head %s, golden row %d: got %s, expected %s"
            .formatted(model.version(), model.heads().get(head), row, got, expected));
  }
}
