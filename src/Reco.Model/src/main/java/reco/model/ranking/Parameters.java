package reco.model.ranking;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reco.model.id.Hashes;

/**
 * The live numbers of scoring, re-ranking and exploration: bounded, set through the control topic,
 * part of each decision's record.
 *
 * @param values those that were set, by name; the others are at their standard
 */
public record Parameters(Map<String, Double> values) {
  /** Nothing set. */
  public static final Parameters STANDARD = new Parameters(Map.of());

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException for an unknown name or a value out of bounds
   */
  public Parameters {
    values = Map.copyOf(values);
    values.forEach((name, value) ->
        check(name, value)
            .ifPresent(problem -> {
              throw new IllegalArgumentException(problem);
            }));
  }

  public double get(Parameter parameter) {
    return values.getOrDefault(parameter.parameterName(), parameter.standard());
  }

  /** These with one value set, or why that cannot be. */
  public Change with(String name, double value) {
    var problem = check(name, value);
    if (problem.isPresent()) {
      return new Refused(problem.get());
    }
    var changed = new HashMap<>(values);
    changed.put(name, value);
    return new Changed(new Parameters(changed));
  }

  /** {@code parameters@HASH} of all values, set or standard. */
  public String version() {
    var text = new StringBuilder();
    for (var parameter : Parameter.values()) {
      text.append(parameter.parameterName()).append('=').append(get(parameter)).append('\n');
    }
    return "parameters@%016x".formatted(Hashes.hash(text.toString()));
  }

  private static Optional<String> check(String name, double value) {
    var known = Parameter.ofName(name);
    if (known.isEmpty()) {
      return Optional.of("parameter: got '%s', expected one of %s".formatted(name, names()));
    }
    var parameter = known.get();
    return parameter.allows(value)
        ? Optional.empty()
        : Optional.of(
            "%s: got %s, expected %s to %s"
                .formatted(name, value, parameter.minimum(), parameter.maximum()));
  }

  private static List<String> names() {
    return Arrays.stream(Parameter.values()).map(Parameter::parameterName).toList();
  }

  /** What came of setting a value. */
  public sealed interface Change {}

  public record Changed(Parameters parameters) implements Change {}

  /**
   * The value cannot be set.
   *
   * @param problem the parameter, the value given and what was expected
   */
  public record Refused(String problem) implements Change {}
}
