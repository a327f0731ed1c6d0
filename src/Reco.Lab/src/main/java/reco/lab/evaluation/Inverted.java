package reco.lab.evaluation;

import java.util.Arrays;

/** Histories seen from the items. */
public final class Inverted {
  private Inverted() {}

  /** The users who took each item, ascending, each once. */
  public static int[][] of(Histories past) {
    int[] counts = past.usersOf();
    var users = new int[counts.length][];
    Arrays.setAll(users, item -> new int[counts[item]]);
    var filled = new int[counts.length];
    for (int user = 0; user < past.users().size(); user++) {
      for (int item : past.sequences()[user]) {
        if (filled[item] == 0 || users[item][filled[item] - 1] != user) {
          users[item][filled[item]++] = user;
        }
      }
    }
    return users;
  }
}
