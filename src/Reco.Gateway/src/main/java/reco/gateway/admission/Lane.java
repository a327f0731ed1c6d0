package reco.gateway.admission;

/** Calls that share a limit, so that a flood of one kind leaves the others their room. */
public enum Lane {
  RECOMMENDATIONS,
  INGEST,
  OTHER
}
