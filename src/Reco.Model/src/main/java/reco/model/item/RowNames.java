package reco.model.item;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Numbers the dictionary's strings that one gather touches, by first touch, so that a decision
 * carries these few and not the dictionary. Number 0 is "".
 */
final class RowNames {
  private final Dictionary dictionary;
  private final int mask;
  private final int[] indices;
  private final int[] numbers;
  private String[] names = new String[64];
  private int size = 1;

  /**
   * @param most how often {@link #number} will be called at most
   */
  RowNames(Dictionary dictionary, int most) {
    this.dictionary = dictionary;
    int capacity = Integer.highestOneBit(Math.max(8, most)) * 4;
    this.mask = capacity - 1;
    this.indices = new int[capacity];
    this.numbers = new int[capacity];
    names[0] = "";
  }

  int number(int index) {
    if (index == 0) {
      return 0;
    }
    int slot = ((index * 0x9E3779B1) >>> 8) & mask;
    while (indices[slot] != index) {
      if (indices[slot] == 0) {
        indices[slot] = index;
        numbers[slot] = append(dictionary.get(index));
        break;
      }
      slot = (slot + 1) & mask;
    }
    return numbers[slot];
  }

  private int append(String name) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
    }
    names[size] = name;
    return size++;
  }

  List<String> names() {
    return Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(names, size)));
  }
}
