package reco.lab.bench;

import picocli.CommandLine.Command;

/** {@code bench}: the measurements of a running server. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures a running server.",
    subcommands = {
      FreshnessBench.class,
      ItemFreshnessBench.class,
      ServeBench.class,
      IngestBench.class,
      OverloadBench.class
    })
public final class BenchCommand {}
