package reco.index;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** Some of the latest queries, to tune by: the first few, then one of many, in a ring. */
final class QuerySample {
  static final int SIZE = 256;
  private static final int ONE_OF = 256;

  private final AtomicReferenceArray<float[]> queries = new AtomicReferenceArray<>(SIZE);
  private final AtomicInteger seen = new AtomicInteger();

  /** Keeps the query, or not; the array must not change. True if the ring is full of new ones. */
  boolean offer(float[] stored) {
    int number = seen.getAndIncrement();
    if (number >= SIZE && number % ONE_OF != 0) {
      return false;
    }
    int place = number < SIZE ? number : number / ONE_OF;
    queries.set(Math.floorMod(place, SIZE), stored);
    return Math.floorMod(place, SIZE) == SIZE - 1;
  }

  List<float[]> queries() {
    return IntStream.range(0, SIZE).mapToObj(queries::get).filter(Objects::nonNull).toList();
  }
}
