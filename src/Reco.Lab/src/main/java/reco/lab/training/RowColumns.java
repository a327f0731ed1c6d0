package reco.lab.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import reco.ranker.Npy;

/** Rows in the making, as the columns that the trainer reads. */
final class RowColumns {
  private final int userWidth;
  private final int itemWidth;
  private final int heads;
  private float[] users = new float[0];
  private float[] items = new float[0];
  private float[] labels = new float[0];
  private int[] rowRequest = new int[0];
  private float[] weights = new float[0];
  private int requests;
  private int rows;

  RowColumns(int userWidth, int itemWidth, int heads) {
    this.userWidth = userWidth;
    this.itemWidth = itemWidth;
    this.heads = heads;
  }

  void addRequest(float[] user) {
    users = room(users, requests * userWidth, userWidth);
    System.arraycopy(user, 0, users, requests * userWidth, userWidth);
    requests++;
  }

  /**
   * Adds a row to the newest request.
   *
   * @param matrix row-major features, of which one row is taken
   * @param weight what the row counts in training, above 0
   */
  void addRow(float[] matrix, int row, float[] label, float weight) {
    items = room(items, rows * itemWidth, itemWidth);
    System.arraycopy(matrix, row * itemWidth, items, rows * itemWidth, itemWidth);
    labels = room(labels, rows * heads, heads);
    System.arraycopy(label, 0, labels, rows * heads, heads);
    if (rows == rowRequest.length) {
      rowRequest = Arrays.copyOf(rowRequest, Math.max(64, rows * 2));
      weights = Arrays.copyOf(weights, rowRequest.length);
    }
    weights[rows] = weight;
    rowRequest[rows++] = requests - 1;
  }

  int requests() {
    return requests;
  }

  int rows() {
    return rows;
  }

  /** The heads, by number, of which more than one label is known. */
  int[] knownHeads() {
    return IntStream.range(0, heads).filter(this::varies).toArray();
  }

  private boolean varies(int head) {
    return IntStream.range(0, rows)
            .mapToObj(row -> labels[row * heads + head])
            .filter(label -> !label.isNaN())
            .distinct()
            .limit(2)
            .count()
        == 2;
  }

  /**
   * @param written heads by number; the labels of others are left out
   */
  void write(Path folder, int[] written) throws IOException {
    Files.createDirectories(folder);
    Npy.writeFloats(
        folder.resolve("user_features.npy"),
        Arrays.copyOf(users, requests * userWidth),
        requests,
        userWidth);
    Npy.writeFloats(
        folder.resolve("item_features.npy"),
        Arrays.copyOf(items, rows * itemWidth),
        rows,
        itemWidth);
    Npy.writeFloats(folder.resolve("labels.npy"), labels(written), rows, written.length);
    Npy.writeFloats(folder.resolve("weights.npy"), Arrays.copyOf(weights, rows), rows);
    Npy.writeInts(folder.resolve("row_request.npy"), Arrays.copyOf(rowRequest, rows), rows);
  }

  private float[] labels(int[] written) {
    var chosen = new float[rows * written.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = labels[i / written.length * heads + written[i % written.length]];
    }
    return chosen;
  }

  private static float[] room(float[] array, int used, int more) {
    return used + more <= array.length ? array : Arrays.copyOf(array, (used + more) * 2);
  }
}
