package reco.bench;

import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks: {@code Benchmarks [REGEX [RESULT.json]]}. The expression picks the
 * benchmarks by name, all of them when left out; the file receives JMH's JSON result.
 */
public final class Benchmarks {
  private static final String ALL = ".*";
  private static final String[] JVM_FLAGS = {
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
    "--add-modules",
    "jdk.incubator.vector"
  };

  private Benchmarks() {}

  public static void main(String[] arguments) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(arguments.length > 0 ? arguments[0] : ALL)
            .shouldFailOnError(true)
            .jvmArgsAppend(JVM_FLAGS);
    if (arguments.length > 1) {
      options.resultFormat(ResultFormatType.JSON).result(arguments[1]);
    }
    new Runner(options.build()).run();
  }
}
