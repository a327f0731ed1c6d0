package reco.lab.evaluation;

import java.util.Arrays;

/**
 * What a scorer may know of a user.
 *
 * @param user number in {@link Histories}
 * @param items that the user took, oldest first
 * @param times epoch milliseconds, one an item
 * @param nowMillis when the user is recommended something
 */
public record UserHistory(int user, int[] items, long[] times, long nowMillis) {
  /** What was known before the last so many items. */
  UserHistory withoutLast(int count) {
    int kept = Math.max(0, items.length - count);
    return new UserHistory(user, Arrays.copyOf(items, kept), Arrays.copyOf(times, kept), nowMillis);
  }

  /** What was known so long ago. */
  UserHistory as(long ageMillis) {
    int later = (int) Arrays.stream(times).filter(time -> time > nowMillis - ageMillis).count();
    return withoutLast(later);
  }
}
