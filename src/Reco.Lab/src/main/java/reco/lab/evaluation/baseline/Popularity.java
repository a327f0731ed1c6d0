package reco.lab.evaluation.baseline;

import reco.lab.evaluation.Experiment;
import reco.lab.evaluation.Method;
import reco.lab.evaluation.Progress;

/** How many users took the item: the same for everyone. */
public final class Popularity implements Method {
  @Override
  public String name() {
    return "popularity";
  }

  @Override
  public Fitted fit(Experiment experiment, long seed, Progress progress) {
    int[] users = experiment.test().past().usersOf();
    return new Fitted(
        (_, scores) -> {
          for (int item = 0; item < scores.length; item++) {
            scores[item] = users[item];
          }
        },
        "");
  }
}
