package reco.model.item;

import java.util.LinkedHashMap;
import java.util.Map;
import reco.model.id.Hashes;
import reco.model.id.UserId;

/** The users active last, up to a limit; the one least recently active gives way. One thread. */
final class Visitors {
  private final int window;
  private final Map<Long, Visitor> visitors;

  Visitors(int limit, int window) {
    this.window = window;
    this.visitors =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Visitor> eldest) {
            return size() > limit;
          }
        };
  }

  Visitor get(UserId user) {
    return visitors.computeIfAbsent(
        Hashes.hash(user.tenant(), user.id()), _ -> new Visitor(window));
  }

  int size() {
    return visitors.size();
  }
}
