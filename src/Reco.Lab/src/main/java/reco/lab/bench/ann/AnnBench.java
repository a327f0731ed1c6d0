package reco.lab.bench.ann;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reco.lab.json.JsonFile;

/** Vector search: Reco's indexes beside faiss, hnswlib and Lucene on the same vectors. */
@Command(
    name = "ann",
    mixinStandardHelpOptions = true,
    description = "Vector search beside faiss, hnswlib and Lucene; needs no server.")
public final class AnnBench implements Callable<Integer> {
  private static final Path HOME = Path.of(System.getProperty("reco.home", ""));

  @Option(
      names = "--data",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "vectors,clustered-100k,clustered-1m",
      description = "Sets, separated by commas. Default: ${DEFAULT-VALUE}.")
  private List<String> data = List.of();

  @Option(
      names = "--vectors",
      paramLabel = "DIR",
      description = "Folder with items.npy and queries.npy, compared by inner product.")
  private Optional<Path> vectors = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows there, too.")
  private Optional<Path> json = Optional.empty();

  private final List<Row> rows = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Row.header());
    var peers = new Peers(HOME.resolve(".reco/peers/bin/python"), HOME.resolve("train"));
    if (!peers.arePresent()) {
      System.out.println("no Python with faiss and hnswlib: Reco and Lucene alone");
    }
    var sets = new VectorSets(vectors);
    for (String name : data) {
      var set = sets.make(name);
      if (set.isPresent()) {
        measure(set.get(), peers);
      } else {
        System.out.printf("%s: skipped, no items.npy there; see --vectors%n", name);
      }
    }
    if (json.isPresent()) {
      JsonFile.write(json.get(), rows.stream().map(Row::fields).toList());
    }
    return 0;
  }

  private void measure(VectorSet set, Peers peers) throws IOException, InterruptedException {
    long[][] truth = set.truth();
    boolean everything = set.items().length < VectorSets.MILLION;
    report(RecoIndexes.measure(set, truth));
    Path folder = Files.createTempDirectory("reco-ann");
    try {
      if (peers.arePresent()) {
        report(peers.measure(set, truth, folder, everything));
      }
      if (everything) {
        report(LuceneIndexes.measure(set, truth, folder.resolve("lucene")));
      }
    } finally {
      delete(folder);
    }
  }

  private void report(List<Row> measured) {
    measured.stream().map(Row::line).forEach(System.out::println);
    rows.addAll(measured);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }
}
