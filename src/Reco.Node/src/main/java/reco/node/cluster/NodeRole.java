package reco.node.cluster;

import com.typesafe.config.Config;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part that a node takes in its cluster. Where each runs is in the cluster's membership. */
public enum NodeRole {
  /** Answers callers: slates, events, items. */
  GATEWAY,
  /** Holds users and counts items: shards and item partitions live here. */
  NODE,
  /** Reads the log of interactions, for users and for items. */
  STREAMS,
  /** Holds models and vectors: the slates of this node are retrieved and ranked by them. */
  RANKER;

  private static final String SETTING = "reco.node.roles";
  private static final String ALL = "all";

  /**
   * Reads {@code reco.node.roles}.
   *
   * @throws IllegalArgumentException where it is empty or names something else
   */
  public static Set<NodeRole> of(Config config) {
    List<String> names = config.getStringList(SETTING);
    if (names.contains(ALL)) {
      return EnumSet.allOf(NodeRole.class);
    }
    Set<NodeRole> roles =
        names.stream()
            .map(NodeRole::ofName)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(NodeRole.class)));
    if (roles.isEmpty()) {
      throw unknown("none");
    }
    return roles;
  }

  /** As configuration and membership write it: {@code gateway}. */
  public String roleName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static NodeRole ofName(String name) {
    return Arrays.stream(values())
        .filter(role -> role.roleName().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static IllegalArgumentException unknown(String got) {
    return new IllegalArgumentException(
        "%s: got %s, expected some of gateway, node, streams, ranker, or all"
            .formatted(SETTING, got));
  }
}
