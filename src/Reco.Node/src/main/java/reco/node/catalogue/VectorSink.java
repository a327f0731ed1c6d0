package reco.node.catalogue;

/** Takes the vectors of one version of the retrieval model, as items come, change and go. */
public interface VectorSink {
  /** Where no index wants the vectors. */
  VectorSink NONE =
      new VectorSink() {
        @Override
        public void upsert(long key, float[] vector) {}

        @Override
        public void delete(long key) {}
      };

  /** An item that may be recommended has this vector from now on. */
  void upsert(long key, float[] vector);

  /** An item may not be recommended any more; the sink may never have had it. */
  void delete(long key);
}
