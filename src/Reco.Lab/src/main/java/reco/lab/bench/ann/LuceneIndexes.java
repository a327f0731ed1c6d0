package reco.lab.bench.ann;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** Measures Lucene's HNSW graph as its users get it: memory-mapped, in one segment. */
final class LuceneIndexes {
  private static final String FIELD = "vector";
  private static final int BUFFER_MEGABYTES = 1_900;
  private static final double[] RECALLS = {.95, .99};
  private static final int[] CANDIDATES = {
    100, 120, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400
  };
  private static final double ENOUGH_RECALL = .993;

  private final VectorSet set;
  private final long[][] truth;
  private final ExtraDimension transform;

  private LuceneIndexes(VectorSet set, long[][] truth) {
    this.set = set;
    this.truth = truth;
    transform = ExtraDimension.of(set);
  }

  static List<Row> measure(VectorSet set, long[][] truth, Path folder) throws IOException {
    return new LuceneIndexes(set, truth).measure(folder);
  }

  private List<Row> measure(Path folder) throws IOException {
    try (Directory directory = new MMapDirectory(folder)) {
      double seconds = CpuTime.seconds(() -> build(directory));
      double bytes = bytes(folder) / (double) set.items().length;
      try (var reader = DirectoryReader.open(directory)) {
        return rows(points(new IndexSearcher(reader)), bytes, set.items().length / seconds);
      }
    }
  }

  private void build(Directory directory) {
    var config =
        new IndexWriterConfig().setUseCompoundFile(false).setRAMBufferSizeMB(BUFFER_MEGABYTES);
    try (var writer = new IndexWriter(directory, config)) {
      for (float[] item : set.items()) {
        var document = new Document();
        var vector = transform.item(item);
        document.add(new KnnFloatVectorField(FIELD, vector, VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With more and more candidates, until the recall is high enough for all that is asked. */
  private List<Answers> points(IndexSearcher searcher) {
    var points = new ArrayList<Answers>();
    for (int candidates : CANDIDATES) {
      if (candidates >= set.k()) {
        points.add(Answers.measure(truth, q -> search(searcher, q, candidates)));
        if (points.getLast().recall() >= ENOUGH_RECALL) {
          break;
        }
      }
    }
    return points;
  }

  private long[] search(IndexSearcher searcher, int query, int candidates) {
    var vector = transform.query(set.queries()[query]);
    try {
      var found = searcher.search(new KnnFloatVectorQuery(FIELD, vector, candidates), set.k());
      return Arrays.stream(found.scoreDocs).mapToLong(hit -> hit.doc).toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fastest at each recall; where none reaches one, the best recall there is. */
  private List<Row> rows(List<Answers> points, double bytes, double inserts) {
    var rows = new ArrayList<Row>();
    for (double recall : RECALLS) {
      var reaching = points.stream().filter(point -> point.recall() >= recall).toList();
      if (reaching.isEmpty()) {
        var best = Collections.max(points, Comparator.comparingDouble(Answers::recall));
        rows.add(row("lucene-hnsw@best", best, bytes, inserts));
        break;
      }
      var fastest =
          Collections.max(reaching, Comparator.comparingDouble(Answers::queriesPerSecond));
      rows.add(row("lucene-hnsw@" + recall, fastest, bytes, inserts));
    }
    return rows;
  }

  private Row row(String name, Answers point, double bytes, double inserts) {
    return new Row(
        set.name(),
        name,
        set.k(),
        point.recall(),
        point.queriesPerSecond(),
        bytes,
        bytes,
        Optional.of(inserts));
  }

  private static long bytes(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
