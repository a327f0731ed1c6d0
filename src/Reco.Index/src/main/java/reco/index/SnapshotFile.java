package reco.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of all items of one moment: a header page, then centroids and radii of the lists, queries,
 * and list by list its items. Codes are not in it: they are made of the vectors again.
 */
record SnapshotFile(Path path) {
  private static final int FIRST_PAGE_OF_ITEMS = 1;

  /** What a file holds. */
  record Contents(Training.Trained items, List<float[]> queries) {}

  /** Writes the file, durably, or leaves the one before in its place. */
  void write(Segments items, Metric metric, int dimension, List<float[]> queries)
      throws IOException {
    Path temporary = path.resolveSibling(path.getFileName() + ".writing");
    try (var file =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var body = new PagedOutput(file, FIRST_PAGE_OF_ITEMS);
      write(items, queries, body);
      var header =
          new SnapshotHeader(
              body.end(),
              metric,
              dimension,
              items.size(),
              items.partitioning().lists(),
              queries.size(),
              items.partitioning().probes());
      header.write(new PagedOutput(file, 0));
      file.force(true);
    }
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads and checks the file.
   *
   * @throws SnapshotRefusedException if it is not what was written, or of another kind of index
   */
  Contents read(Metric metric, int dimension) throws IOException, SnapshotRefusedException {
    try (var file = FileChannel.open(path);
        var arena = Arena.ofConfined()) {
      var mapped = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
      var header = SnapshotHeader.read(new PagedInput(mapped, 0));
      header.requireMatch(metric, dimension, file.size());
      return read(header, new PagedInput(mapped, FIRST_PAGE_OF_ITEMS));
    }
  }

  private static void write(Segments items, List<float[]> queries, PagedOutput out)
      throws IOException {
    for (float[] centroid : items.partitioning().centroids()) {
      out.putFloats(centroid);
    }
    out.putFloats(items.partitioning().radii());
    for (float[] query : queries) {
      out.putFloats(query);
    }
    for (var list : items.lists()) {
      out.putInt(list.size());
      for (int slot = 0; slot < list.size(); slot++) {
        out.putLong(list.itemKey(slot));
        out.putFloats(list.vector(slot));
      }
    }
  }

  private static Contents read(SnapshotHeader header, PagedInput in)
      throws SnapshotRefusedException {
    int dimension = header.dimension();
    var centroids = vectors(header.lists(), dimension, in).toArray(float[][]::new);
    float[] radii = in.getFloats(header.lists());
    var queries = vectors(header.queries(), dimension, in);
    var partitioning = new Partitioning(centroids, radii, header.metric(), dimension);
    var places = new ItemPlaces();
    var empty = Segments.unsorted(partitioning.tuned(header.probes()), dimension);
    var edit = new SegmentsEdit(empty, header.metric(), places);
    for (int list = 0; list <= header.lists(); list++) {
      int size = in.getInt();
      for (int slot = 0; slot < size; slot++) {
        edit.add(list, in.getLong(), in.getFloats(dimension));
      }
    }
    return new Contents(new Training.Trained(edit.after(0), places), queries);
  }

  private static List<float[]> vectors(int count, int dimension, PagedInput in)
      throws SnapshotRefusedException {
    var vectors = new ArrayList<float[]>();
    for (int i = 0; i < count; i++) {
      vectors.add(in.getFloats(dimension));
    }
    return vectors;
  }
}
