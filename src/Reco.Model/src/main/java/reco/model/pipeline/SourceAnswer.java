package reco.model.pipeline;

/**
 * What one candidate source answered.
 *
 * @param source its name in the pipeline
 * @param items item keys, best first
 * @param scores the source's own scores, same length, descending
 * @param anchors the history item that each candidate came from, same length; 0 where none did
 * @param missing empty: in time; else why it was served without
 */
public record SourceAnswer(
    String source, long[] items, float[] scores, long[] anchors, String missing) {

  public static SourceAnswer of(String source, long[] items, float[] scores) {
    return new SourceAnswer(source, items, scores, new long[items.length], "");
  }

  public static SourceAnswer missing(String source, String why) {
    return new SourceAnswer(source, new long[0], new float[0], new long[0], why);
  }

  public boolean isMissing() {
    return !missing.isEmpty();
  }
}
