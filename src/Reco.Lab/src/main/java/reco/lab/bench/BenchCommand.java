package reco.lab.bench;

import picocli.CommandLine.Command;
import reco.lab.bench.ann.AnnBench;

/** {@code bench}: measurements: of a running server, and of vector search. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures a running server, or vector search.",
    subcommands = {
      FreshnessBench.class,
      ItemFreshnessBench.class,
      ServeBench.class,
      IngestBench.class,
      OverloadBench.class,
      AnnBench.class
    })
public final class BenchCommand {}
