package reco.console;

import java.util.ArrayList;
import java.util.List;

/** Numbers as a reader takes them in: {@code 0-20 43 60-63}. */
final class Ranges {
  private Ranges() {}

  /**
   * Writes them.
   *
   * @param numbers ascending
   */
  static String of(List<Integer> numbers) {
    List<String> ranges = new ArrayList<>();
    int first = 0;
    for (int at = 1; at <= numbers.size(); at++) {
      if (at == numbers.size() || numbers.get(at) != numbers.get(at - 1) + 1) {
        ranges.add(range(numbers.get(first), numbers.get(at - 1)));
        first = at;
      }
    }
    return ranges.isEmpty() ? "none" : String.join(" ", ranges);
  }

  private static String range(int first, int last) {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
