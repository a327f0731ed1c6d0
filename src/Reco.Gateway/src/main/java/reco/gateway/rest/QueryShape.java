package reco.gateway.rest;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.linecorp.armeria.common.QueryParams;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import reco.gateway.problem.Problem;
import reco.gateway.problem.Reason;
import reco.gateway.problem.Violation;

/** Compares query parameters with the fields that they may set. */
final class QueryShape {
  private QueryShape() {}

  /** The first parameter that is unknown, repeated or of the wrong type; empty: all fit. */
  static Optional<Problem> problem(QueryParams params, Map<String, FieldDescriptor> fields) {
    for (String name : params.names()) {
      Optional<Problem> problem = problem(name, params.getAll(name), fields);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> problem(
      String name, List<String> values, Map<String, FieldDescriptor> fields) {
    FieldDescriptor field = fields.get(name);
    if (field == null) {
      String expected =
          fields.isEmpty()
              ? "no query parameters"
              : "one of " + String.join(", ", new TreeSet<>(fields.keySet()));
      Violation violation = new Violation(name, values.getFirst(), expected);
      return Optional.of(Problem.of(Reason.UNKNOWN_FIELD, violation));
    }
    if (values.size() > 1 && !field.isRepeated()) {
      return Optional.of(Problem.invalid(name, String.join(",", values), "one value"));
    }
    return values.stream()
        .filter(value -> !fits(value, field.getJavaType()))
        .findFirst()
        .map(value -> Problem.invalid(name, value, expected(field.getJavaType())));
  }

  private static boolean fits(String value, FieldDescriptor.JavaType type) {
    return switch (type) {
      case STRING, BYTE_STRING, ENUM -> JsonShape.isWellFormed(value);
      case INT -> isWhole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> isWhole(value, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT, DOUBLE -> isFinite(value);
      case BOOLEAN -> value.equals("true") || value.equals("false");
      case MESSAGE -> false;
    };
  }

  private static String expected(FieldDescriptor.JavaType type) {
    return switch (type) {
      case STRING, BYTE_STRING, ENUM -> "a string";
      case INT, LONG -> "a whole number";
      case FLOAT, DOUBLE -> "a finite number";
      case BOOLEAN -> "true or false";
      case MESSAGE -> "nothing";
    };
  }

  private static boolean isWhole(String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      return least <= number && number <= most;
    } catch (NumberFormatException notANumber) {
      return false;
    }
  }

  private static boolean isFinite(String value) {
    try {
      return Double.isFinite(Double.parseDouble(value));
    } catch (NumberFormatException notANumber) {
      return false;
    }
  }
}
