package reco.model.retrieval;

import java.util.List;

/** Turns the vectors of a user's items into a query; a pass takes several users. Thread-safe. */
public interface UserTower extends AutoCloseable {
  /** Most items of a history that it reads. */
  int longest();

  /**
   * One query a history, in their order.
   *
   * @param histories the vectors of 1 to {@link #longest} items each, oldest first, row-major
   */
  List<float[]> encode(List<float[]> histories);

  @Override
  default void close() {}
}
