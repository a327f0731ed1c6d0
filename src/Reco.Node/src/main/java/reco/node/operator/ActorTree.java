package reco.node.operator;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorRefWithCell;
import org.apache.pekko.actor.ActorSystemImpl;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import reco.admin.v1.ActorRow;
import reco.admin.v1.ActorRows;

/** The actors of a node that are alive, parents before their children. */
public final class ActorTree {
  private final ActorRef root;

  public ActorTree(ActorSystem<?> system) {
    this.root = ((ActorSystemImpl) Adapter.toClassic(system)).lookupRoot();
  }

  private record Level(ActorRef actor, int depth) {}

  /**
   * Those from a path down.
   *
   * @param path as {@code /user/requests}; empty: all
   * @param depth of levels below the path's own
   * @param limit most rows
   */
  public ActorRows below(String path, int depth, int limit) {
    var rows = ActorRows.newBuilder();
    Deque<Level> next = new ArrayDeque<>();
    next.push(new Level(root, 0));
    while (!next.isEmpty()) {
      var level = next.pop();
      String at = at(level.actor());
      if (!isOnTheWay(at, path)) {
        continue;
      }
      boolean isWithin = at.startsWith(path);
      if (isWithin && rows.getRowsCount() == limit) {
        return rows.setMore(true).build();
      }
      if (isWithin) {
        rows.addRows(ActorRow.newBuilder().setPath(at).setChildren(children(level.actor())));
      }
      if (level.depth() < depth) {
        push(next, level.actor(), isWithin && !at.equals("/") ? level.depth() + 1 : 0);
      }
    }
    return rows.build();
  }

  private static void push(Deque<Level> next, ActorRef parent, int depth) {
    if (parent instanceof ActorRefWithCell cell) {
      cell.underlying()
          .childrenRefs()
          .children()
          .foreach(child -> {
            next.push(new Level(child, depth));
            return null;
          });
    }
  }

  private static int children(ActorRef actor) {
    return actor instanceof ActorRefWithCell cell
        ? cell.underlying().childrenRefs().children().size()
        : 0;
  }

  private static String at(ActorRef actor) {
    return actor.path().toStringWithoutAddress();
  }

  private static boolean isOnTheWay(String at, String path) {
    return at.startsWith(path) || path.startsWith(at);
  }
}
