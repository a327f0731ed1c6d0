package reco.node.query;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A user who has been, or is being, encoded.
 *
 * @param items what of, oldest first
 * @param atMillis when that was asked for, epoch milliseconds
 * @param query completed by the encoder
 * @param before the last query that was there by then
 */
record Encoding(
    long[] items,
    long atMillis,
    CompletableFuture<QueryVector> query,
    Optional<QueryVector> before) {

  boolean isOf(long[] others) {
    return Arrays.equals(items, others);
  }

  boolean isFailed() {
    return query.isCompletedExceptionally();
  }

  /** The newest query that is there. */
  Optional<QueryVector> latest() {
    return query.isDone() && !isFailed() ? Optional.of(query.join()) : before;
  }
}
