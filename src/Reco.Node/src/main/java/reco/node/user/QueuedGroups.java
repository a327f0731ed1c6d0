package reco.node.user;

import java.util.ArrayList;
import java.util.List;
import reco.node.user.UserActor.Observe;
import reco.node.user.UserActor.Observed;
import reco.node.user.UserActor.Refused;

/** The groups of one user that wait to be applied together, in the order of the log; bounded. */
final class QueuedGroups {
  private final int mostEvents;
  private final UserMetrics metrics;
  private final List<Observe> queued = new ArrayList<>();

  QueuedGroups(UserSettings settings, UserMetrics metrics) {
    this.mostEvents = settings.queuedEvents();
    this.metrics = metrics;
  }

  /** Takes one in while there is room, and refuses it else. */
  void offer(Observe observe) {
    int events = queued.stream().mapToInt(each -> each.group().size()).sum();
    if (queued.isEmpty() || events + observe.group().size() <= mostEvents) {
      queued.add(observe);
    } else {
      refuse(List.of(observe), "queue full");
    }
  }

  /** Whether all were read from the log for that lineage of the store. */
  boolean areOf(long lineage) {
    return queued.stream().allMatch(each -> each.lineage() == lineage);
  }

  /** Takes out those that were read for that lineage, and refuses the others. */
  List<Observe> take(long lineage) {
    var taken = queued.stream().filter(each -> each.lineage() == lineage).toList();
    queued.removeAll(taken);
    refuseAll("store replaced");
    return taken;
  }

  void refuseAll(String cause) {
    refuse(queued, cause);
    queued.clear();
  }

  void refuse(List<Observe> groups, String cause) {
    groups.forEach(observe -> {
      metrics.refused(cause);
      observe.replyTo().tell(new Refused(cause));
    });
  }

  void acknowledge(List<Observe> groups, long revision) {
    groups.forEach(observe -> {
      metrics.applied(observe.group().size());
      observe.replyTo().tell(new Observed(revision));
    });
  }
}
