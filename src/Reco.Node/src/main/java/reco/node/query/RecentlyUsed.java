package reco.node.query;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bounded map of what was used lately, for many threads. It keeps two generations: when the young
 * one is full it becomes the old one, and what nobody has used since then goes with the one before.
 */
final class RecentlyUsed<K, V> {
  private final int generationSize;
  private volatile ConcurrentHashMap<K, V> young = new ConcurrentHashMap<>();
  private volatile ConcurrentHashMap<K, V> old = new ConcurrentHashMap<>();

  /**
   * @param capacity most entries, give or take one a thread
   */
  RecentlyUsed(int capacity) {
    generationSize = Math.max(1, capacity / 2);
  }

  Optional<V> get(K key) {
    V value = young.get(key);
    if (value == null) {
      value = old.get(key);
      if (value != null) {
        put(key, value);
      }
    }
    return Optional.ofNullable(value);
  }

  void put(K key, V value) {
    if (young.mappingCount() >= generationSize && !young.containsKey(key)) {
      turn();
    }
    young.put(key, value);
  }

  int size() {
    return young.size() + old.size();
  }

  private synchronized void turn() {
    if (young.mappingCount() >= generationSize) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
  }
}
