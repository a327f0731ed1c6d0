package reco.lab.load;

/**
 * What a load met.
 *
 * @param seconds from the first call due to the last answer
 * @param accepted from when each was due to its answer; of calls answered with 2xx
 * @param acceptedService the same, from when each was written to its connection
 * @param refusedService of calls answered with 429, from when each was written
 * @param generatorLag from when each answered call was due to when it was written
 * @param errors calls answered otherwise, or not at all
 * @param firstError what came instead; empty where none
 * @param late calls accepted, but later than the deadline after they were due
 */
public record LoadResult(
    double seconds,
    Latencies accepted,
    Latencies acceptedService,
    Latencies refusedService,
    Latencies generatorLag,
    long errors,
    String firstError,
    long late) {

  /** Accepted calls a second. */
  public double acceptedPerSecond() {
    return accepted.count() / seconds;
  }

  /** Calls a second that were accepted and answered within the deadline. */
  public double goodputPerSecond() {
    return (accepted.count() - late) / seconds;
  }
}
