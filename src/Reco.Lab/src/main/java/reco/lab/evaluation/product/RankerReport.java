package reco.lab.evaluation.product;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;

/**
 * What {@link RankerEvaluation} found.
 *
 * @param fields as the trainer wrote them: {@code network} and {@code lightgbm}, each with {@code
 *     heads}, seconds of training, the largest difference between ONNX Runtime and the trained
 *     model, and rows a second on one thread
 */
public record RankerReport(JsonObject fields) {
  private static final String[] MEASURES = {"auc", "rmse", "logloss", "calibration_error"};

  /** For a reader: a line a model and head. */
  public String table() {
    var text = new StringBuilder();
    text.append(
        "  ranker, %s features, the last 10 %% of time%n"
            .formatted(fields.get("features").getAsString()));
    line(text, "", "", "AUC", "RMSE", "log loss", "calib. error", "rows/s");
    for (String model : new String[] {"network", "lightgbm"}) {
      JsonObject measured = fields.getAsJsonObject(model);
      String speed = "%,d".formatted(measured.get("rows_per_second").getAsLong());
      JsonObject heads = measured.getAsJsonObject("heads");
      for (String head : heads.keySet()) {
        String[] cells = new String[MEASURES.length];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = figure(heads.getAsJsonObject(head).get(MEASURES[i]));
        }
        line(text, model, head, cells[0], cells[1], cells[2], cells[3], speed);
      }
    }
    return text.toString();
  }

  private static String figure(JsonElement value) {
    return value.isJsonNull() ? "-" : String.format(Locale.ROOT, "%.4f", value.getAsDouble());
  }

  private static void line(StringBuilder text, Object... cells) {
    text.append(String.format(Locale.ROOT, "  %-10s %-10s %8s %8s %9s %13s %12s%n", cells));
  }
}
