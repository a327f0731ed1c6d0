package reco.lab.bench.ann;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One measurement: an index on a set.
 *
 * @param recall share of the k nearest that were found
 * @param queriesPerSecond of the CPU time of one thread
 * @param bytesPerVector without the float32 vector, where the index has it beside its codes
 * @param bytesPerVectorAll with it
 * @param insertsPerSecond of the CPU time of one thread, until searches need nothing more; empty
 *     where it was not measured
 */
record Row(
    String data,
    String index,
    int k,
    double recall,
    double queriesPerSecond,
    double bytesPerVector,
    double bytesPerVectorAll,
    Optional<Double> insertsPerSecond) {
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("data", data);
    fields.put("index", index);
    fields.put("k", k);
    fields.put("recall", Math.round(recall * 1e4) / 1e4);
    fields.put("queries_per_s", Math.round(queriesPerSecond * 10) / 10.0);
    fields.put("bytes_per_vector", Math.round(bytesPerVector * 10) / 10.0);
    fields.put("bytes_per_vector_with_float32", Math.round(bytesPerVectorAll * 10) / 10.0);
    insertsPerSecond.ifPresent(inserts -> fields.put("inserts_per_s", Math.round(inserts)));
    return fields;
  }

  /** A line of the table. */
  String line() {
    return "%-16s %-26s %5d %8.4f %12.0f %8.1f %8.1f %12s"
        .formatted(
            data,
            index,
            k,
            recall,
            queriesPerSecond,
            bytesPerVector,
            bytesPerVectorAll,
            insertsPerSecond.map("%.0f"::formatted).orElse(""));
  }

  static String header() {
    return "%-16s %-26s %5s %8s %12s %8s %8s %12s"
        .formatted("data", "index", "k", "recall", "queries/s", "bytes", "+float32", "inserts/s");
  }
}
