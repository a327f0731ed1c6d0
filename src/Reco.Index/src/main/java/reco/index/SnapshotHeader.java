package reco.index;

import java.io.IOException;

/**
 * The first page of a snapshot.
 *
 * @param pages of the file, this one counted in
 * @param lists inverted lists
 * @param queries sampled ones that it is checked by
 */
record SnapshotHeader(
    int pages, Metric metric, int dimension, int items, int lists, int queries, Probes probes) {
  private static final long MAGIC = 0x58444E494F434552L; // RECOINDX
  private static final int FORMAT = 1;

  void write(PagedOutput out) throws IOException {
    out.putLong(MAGIC);
    out.putInt(FORMAT);
    out.putInt(pages);
    out.putInt(metric.ordinal());
    out.putInt(dimension);
    out.putInt(items);
    out.putInt(lists);
    out.putInt(queries);
    out.putInt(probes.lists());
    out.putDouble(probes.radiusWeight());
    out.end();
  }

  static SnapshotHeader read(PagedInput in) throws SnapshotRefusedException {
    require(in.getLong() == MAGIC, "got another kind of file, expected a snapshot of an index");
    int format = in.getInt();
    require(format == FORMAT, "got format %d, expected %d".formatted(format, FORMAT));
    return new SnapshotHeader(
        in.getInt(),
        Metric.values()[in.getInt()],
        in.getInt(),
        in.getInt(),
        in.getInt(),
        in.getInt(),
        new Probes(in.getInt(), in.getDouble()));
  }

  /** That the snapshot is whole, and of such an index. */
  void requireMatch(Metric wantedMetric, int wantedDimension, long fileBytes)
      throws SnapshotRefusedException {
    long bytes = (long) pages * Page.BYTES;
    require(bytes == fileBytes, "got %d bytes, expected %d".formatted(fileBytes, bytes));
    require(
        metric == wantedMetric && dimension == wantedDimension,
        "got %s of %d dimensions, expected %s of %d"
            .formatted(metric, dimension, wantedMetric, wantedDimension));
  }

  private static void require(boolean valid, String reason) throws SnapshotRefusedException {
    if (!valid) {
      throw new SnapshotRefusedException(reason);
    }
  }
}
