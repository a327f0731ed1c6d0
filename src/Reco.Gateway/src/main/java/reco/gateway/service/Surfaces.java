package reco.gateway.service;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import reco.gateway.problem.Problem;

/**
 * The surfaces that can be asked for.
 *
 * @param deadlines how long a caller waits who says nothing of it, by surface
 */
public record Surfaces(Map<String, Duration> deadlines) {
  static final String DEFAULT = "home";

  public Surfaces {
    deadlines = Map.copyOf(deadlines);
  }

  /** The name of a known surface; empty means {@value #DEFAULT}. */
  String known(String name) {
    String surface = name.isEmpty() ? DEFAULT : name;
    if (!deadlines.containsKey(surface)) {
      String names = String.join(", ", new TreeMap<>(deadlines).keySet());
      throw Problem.invalid("surface", name, "one of " + names).asException();
    }
    return surface;
  }

  Duration deadline(String surface) {
    return Optional.ofNullable(deadlines.get(surface)).orElse(Duration.ZERO);
  }
}
