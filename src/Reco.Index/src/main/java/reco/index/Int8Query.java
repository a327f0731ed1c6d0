package reco.index;

/**
 * A query as the scan takes it, made anew for each search by one thread at a time. What the scan
 * computes is the query's score divided by its scale, which is the same for every item.
 */
final class Int8Query {
  private final short[] codes;
  private float offsetWeight;

  Int8Query(int dimension) {
    codes = new short[Int8.padded(dimension)];
  }

  /** Takes the codes of a query, and how much the items' offsets count beside its products. */
  void encode(float[] query, float offsetWeight) {
    double codesPerUnit = Int8.codesPerUnit(query);
    for (int d = 0; d < query.length; d++) {
      codes[d] = Int8.code(query[d], codesPerUnit);
    }
    this.offsetWeight = codesPerUnit == 0 ? offsetWeight : (float) (offsetWeight * codesPerUnit);
  }

  short[] codes() {
    return codes;
  }

  /** In units of the scan. */
  float offsetWeight() {
    return offsetWeight;
  }
}
