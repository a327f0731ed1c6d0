package reco.model.pipeline;

import java.util.Arrays;
import java.util.List;
import reco.model.id.KeyIndex;

/**
 * Who proposed which candidate, and how high: answers are matched to sources by name, so that their
 * order of arrival changes nothing.
 */
public final class Provenance {
  private static final int NOT_PROPOSED = -1;

  /** The constant of reciprocal rank fusion: Cormack, Clarke and Buettcher, SIGIR 2009. */
  private static final double FUSION_CONSTANT = 60;

  private final KeyIndex rows;
  private final List<Pipeline.Source> sources;
  private final int[] ranks;
  private final float[] scores;
  private final long[] anchors;

  private Provenance(KeyIndex rows, List<Pipeline.Source> sources) {
    this.rows = rows;
    this.sources = sources;
    this.ranks = new int[rows.size() * sources.size()];
    this.scores = new float[ranks.length];
    this.anchors = new long[ranks.length];
    Arrays.fill(ranks, NOT_PROPOSED);
  }

  /**
   * Looks the candidates up in the answers.
   *
   * @param keys of the candidates, a row each
   */
  public static Provenance of(Pipeline pipeline, List<SourceAnswer> answers, long[] keys) {
    var provenance = new Provenance(KeyIndex.of(keys), pipeline.sources());
    for (var answer : answers) {
      int source = provenance.indexOf(answer.source());
      if (source >= 0) {
        provenance.add(source, answer);
      }
    }
    return provenance;
  }

  private void add(int source, SourceAnswer answer) {
    int count = Math.min(answer.items().length, sources.get(source).quota());
    for (int rank = 0; rank < count; rank++) {
      int row = rows.row(answer.items()[rank]);
      int cell = row * sources.size() + source;
      if (row >= 0 && ranks[cell] == NOT_PROPOSED) {
        ranks[cell] = rank;
        scores[cell] = answer.scores()[rank];
        anchors[cell] = answer.anchors()[rank];
      }
    }
  }

  /** Row of an item's key; below 0 where it is no candidate. */
  public int row(long key) {
    return rows.row(key);
  }

  public int rows() {
    return rows.size();
  }

  /** Place of a source in the pipeline; below 0 where it has none of that name. */
  public int indexOf(String sourceName) {
    for (int s = 0; s < sources.size(); s++) {
      if (sources.get(s).name().equals(sourceName)) {
        return s;
      }
    }
    return -1;
  }

  public boolean isProposed(int row, int source) {
    return rank(row, source) >= 0;
  }

  /** Place in the source's answer, 0 is the best; below 0 where it did not propose the row. */
  public int rank(int row, int source) {
    return ranks[row * sources.size() + source];
  }

  /** The source's own score, 0 where it did not propose the row. */
  public float score(int row, int source) {
    return scores[row * sources.size() + source];
  }

  /** The history item that the source came from; 0 where none did. */
  public long anchor(int row, int source) {
    return anchors[row * sources.size() + source];
  }

  /** Rank over quota, 0 is best; 1 where the source did not propose the row. */
  public double normalizedRank(int row, int source) {
    int rank = rank(row, source);
    return rank < 0 ? 1 : rank / (double) sources.get(source).quota();
  }

  /** How many sources proposed a row. */
  public int count(int row) {
    int count = 0;
    for (int s = 0; s < sources.size(); s++) {
      count += isProposed(row, s) ? 1 : 0;
    }
    return count;
  }

  /** Indices of the sources that proposed a row: the best normalized rank first, then in order. */
  public int[] sourcesOf(int row) {
    var best = new int[sources.size()];
    int count = 0;
    for (int s = 0; s < best.length; s++) {
      if (isProposed(row, s)) {
        int at = count++;
        for (; at > 0 && normalizedRank(row, s) < normalizedRank(row, best[at - 1]); at--) {
          best[at] = best[at - 1];
        }
        best[at] = s;
      }
    }
    return Arrays.copyOf(best, count);
  }

  /**
   * The score that ranks where no ranker does: reciprocal rank fusion over the sources, each
   * weighted by its share of the quotas. Scores of different sources have no common scale, ranks
   * do.
   */
  public double retrievalScore(int row) {
    double sum = 0;
    double quotas = 0;
    for (int s = 0; s < sources.size(); s++) {
      int quota = sources.get(s).quota();
      quotas += quota;
      if (isProposed(row, s)) {
        sum += quota * (FUSION_CONSTANT + 1) / (FUSION_CONSTANT + 1 + rank(row, s));
      }
    }
    return sum / quotas;
  }
}
