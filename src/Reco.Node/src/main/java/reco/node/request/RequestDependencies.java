package reco.node.request;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import reco.node.user.Users;

/**
 * What every request is answered with.
 *
 * @param sources by name
 * @param decided told of each answer after it was given; must not block or fail
 */
public record RequestDependencies(
    Users users,
    ServingState serving,
    Map<String, CandidateSource> sources,
    Consumer<Recommendation> decided,
    RequestSettings settings,
    InstantSource clock,
    RequestMetrics metrics) {
  public RequestDependencies {
    sources = Map.copyOf(sources);
  }

  /** The same, of whose answers nobody is told, counted apart. */
  public RequestDependencies unrecorded(RequestMetrics apart) {
    return new RequestDependencies(users, serving, sources, _ -> {}, settings, clock, apart);
  }
}
