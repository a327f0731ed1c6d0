package reco.model.item;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Distinct strings and their indices; index 0 is "". Grows only. One writer, many readers: whoever
 * has seen an index through a published row may read its string.
 */
final class Dictionary {
  private final Map<String, Integer> indices = new HashMap<>(Map.of("", 0));
  private volatile String[] strings = filled(new String[16], 0);
  private int size = 1;

  /** The index of a string, a new one where it has none yet. For the writer. */
  int add(String string) {
    Integer known = indices.get(string);
    return known == null ? append(string) : known;
  }

  private int append(String string) {
    String[] current = strings;
    if (size == current.length) {
      current = filled(Arrays.copyOf(current, size * 2), size);
    }
    current[size] = string;
    strings = current;
    indices.put(string, size);
    return size++;
  }

  private static String[] filled(String[] strings, int from) {
    Arrays.fill(strings, from, strings.length, "");
    return strings;
  }

  String get(int index) {
    return strings[index];
  }
}
