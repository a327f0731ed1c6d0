package reco.lab.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reco.lab.json.JsonFile;
import reco.model.decision.Decision;
import reco.model.decision.Funnel;
import reco.model.decision.RecordedDecision;
import reco.model.decision.Trace;
import reco.model.features.FeatureSpec;
import reco.model.ranking.FeatureMatrix;
import reco.model.ranking.HeadScores;
import reco.ranker.Npy;

/** Recorded requests as rows for the trainer's runtime, and its scores against those served. */
final class ScoredTraces {
  private record Prepared(Trace trace, Funnel.Prepared prepared) {}

  private final List<Prepared> requests = new ArrayList<>();
  private int rows;

  void add(Trace trace, Funnel.Prepared prepared) {
    requests.add(new Prepared(trace, prepared));
    rows += prepared.features().rows();
  }

  int rows() {
    return rows;
  }

  /** Writes what {@code python -m reco_train score} reads. */
  void write(Path folder) throws IOException {
    int userWidth = FeatureSpec.CURRENT.userNames().size();
    int itemWidth = FeatureSpec.CURRENT.itemNames().size();
    var users = new float[requests.size() * userWidth];
    var items = new float[rows * itemWidth];
    var rowRequest = new int[rows];
    int row = 0;
    for (int request = 0; request < requests.size(); request++) {
      FeatureMatrix features = requests.get(request).prepared.features();
      System.arraycopy(features.user(), 0, users, request * userWidth, userWidth);
      System.arraycopy(features.items(), 0, items, row * itemWidth, features.rows() * itemWidth);
      Arrays.fill(rowRequest, row, row + features.rows(), request);
      row += features.rows();
    }
    Files.createDirectories(folder);
    Npy.writeFloats(folder.resolve("user_features.npy"), users, requests.size(), userWidth);
    Npy.writeFloats(folder.resolve("item_features.npy"), items, rows, itemWidth);
    Npy.writeInts(folder.resolve("row_request.npy"), rowRequest, rows);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", 1);
    manifest.put("requests", requests.size());
    manifest.put("rows", rows);
    manifest.put("user_width", userWidth);
    manifest.put("item_width", itemWidth);
    JsonFile.write(folder.resolve("manifest.json"), manifest);
  }

  /**
   * The largest difference between a score that was served and the one that the trainer's
   * probabilities come to.
   *
   * @param probabilities a row a candidate, a column a head
   */
  double largestDifference(String model, List<String> heads, Npy.Floats probabilities) {
    if (probabilities.shape().length != 2
        || probabilities.shape()[0] != rows
        || probabilities.shape()[1] != heads.size()) {
      throw new IllegalArgumentException(
          "scores: got shape %s, expected [%d, %d]"
              .formatted(Arrays.toString(probabilities.shape()), rows, heads.size()));
    }
    double largest = 0;
    int from = 0;
    for (Prepared request : requests) {
      int count = request.prepared.features().rows();
      HeadScores scores = slice(model, heads, probabilities.values(), from, count);
      Decision decision = Funnel.decide(request.prepared, Optional.of(scores));
      largest = Math.max(largest, largest(request.trace.decision(), decision));
      from += count;
    }
    return largest;
  }

  private static HeadScores slice(
      String model, List<String> heads, float[] values, int from, int count) {
    List<float[]> ofHeads = new ArrayList<>();
    for (int head = 0; head < heads.size(); head++) {
      var column = new float[count];
      for (int row = 0; row < count; row++) {
        column[row] = values[(from + row) * heads.size() + head];
      }
      ofHeads.add(column);
    }
    return new HeadScores(model, heads, ofHeads);
  }

  /** By item: a difference in the last bits may have swapped two positions. */
  private static double largest(RecordedDecision recorded, Decision decision) {
    Map<String, Double> now = new LinkedHashMap<>();
    decision.items().forEach(placed -> now.put(placed.id(), placed.score()));
    return recorded.positions().stream()
        .filter(position -> now.containsKey(position.id()))
        .mapToDouble(
            position -> Math.abs(position.score() - now.getOrDefault(position.id(), Double.NaN)))
        .max()
        .orElse(0);
  }
}
