package reco.lab.evaluation;

import java.time.Duration;
import java.util.List;

/** How late a user's state is when the user is recommended something. */
public sealed interface Staleness {
  /** What is known of a user then. */
  UserHistory of(UserHistory history);

  /** In words. */
  String text();

  /** The last so many events have not arrived. */
  record Events(int count) implements Staleness {
    @Override
    public UserHistory of(UserHistory history) {
      return history.withoutLast(count);
    }

    @Override
    public String text() {
      return count + (count == 1 ? " event" : " events");
    }
  }

  /** What happened so shortly before has not arrived. */
  record Age(Duration age) implements Staleness {
    @Override
    public UserHistory of(UserHistory history) {
      return history.as(age.toMillis());
    }

    @Override
    public String text() {
      return age.toSeconds() + " s";
    }
  }

  /** The same users with what is known of them then; what they had stays masked. */
  default List<HeldOut> of(List<HeldOut> asked) {
    return asked.stream().map(each -> each.knowing(this::of)).toList();
  }
}
