package reco.lab.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Settings are chosen on each user's last item but one, figures are taken on the last one, with the
 * one before it in the history. Both learn from what is before the two.
 */
final class LeaveLastOut {
  /** Shorter histories are learnt from, but nothing of them is held out. */
  private static final int SHORTEST = 3;

  private final Histories all;
  private int hadBefore;

  private LeaveLastOut(Histories all) {
    this.all = all;
  }

  static Experiment of(String name, Histories all, List<String> notes) {
    return new LeaveLastOut(all).experiment(name, notes);
  }

  private Experiment experiment(String name, List<String> notes) {
    var kept = new int[all.users().size()];
    Arrays.setAll(kept, user -> length(user) < SHORTEST ? length(user) : length(user) - 2);
    Histories past = all.firstOf(kept);
    Fold validation = new Fold(past, lastAfter(1));
    hadBefore = 0;
    Fold test = new Fold(past, lastAfter(0));
    List<String> told = new ArrayList<>(notes);
    if (!all.timesAreReal()) {
      told.add("no times: each user is given even intervals over the same 28 days");
    }
    if (hadBefore > 0) {
      told.add("%,d users are not asked: they had their last item before".formatted(hadBefore));
    }
    return new Experiment(
        name,
        "leave-last-out, all items ranked, history masked, ties against the target",
        validation,
        test,
        10,
        "hr",
        told);
  }

  /** Each user's last item, or the one so many before it. */
  private List<HeldOut> lastAfter(int later) {
    List<HeldOut> asked = new ArrayList<>();
    for (int user = 0; user < all.users().size(); user++) {
      if (length(user) >= SHORTEST) {
        int place = length(user) - 1 - later;
        int target = all.sequences()[user][place];
        int[] known = Arrays.copyOf(all.sequences()[user], place);
        if (Arrays.stream(known).anyMatch(item -> item == target)) {
          hadBefore++;
        } else {
          asked.add(new HeldOut(history(user, known), known, new int[] {target}));
        }
      }
    }
    return asked;
  }

  private UserHistory history(int user, int[] known) {
    long[] times = all.times()[user];
    return new UserHistory(user, known, Arrays.copyOf(times, known.length), times[known.length]);
  }

  private int length(int user) {
    return all.sequences()[user].length;
  }
}
