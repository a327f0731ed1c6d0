package reco.model.decision;

/** How far down the ladder of degradation a decision was made. Append only. */
public enum Rung {
  /** The ranker's scores ranked. */
  RANKED,
  /** The sources' ranks ranked: no ranker answered in time, or the pipeline has none. */
  RETRIEVAL,
  /** Popular items behind the hard filters, when everything else was missing. */
  POPULARITY
}
