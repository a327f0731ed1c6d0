package reco.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import reco.gateway.problem.Problem;
import reco.gateway.problem.Reason;
import reco.gateway.problem.Violation;

/**
 * Compares JSON with the message that it claims to be: unknown names, wrong types and numbers out
 * of range are found before a lenient parser could pass over them, and named by their path.
 */
final class JsonShape {
  private JsonShape() {}

  /** The first thing in an object that a message of that type cannot have; empty: it fits. */
  static Optional<Problem> problem(String path, JsonNode json, Descriptor type) {
    if (!json.isObject()) {
      return invalid(path.isEmpty() ? "body" : path, json, "a JSON object");
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      Optional<Problem> problem = problem(prefix, member.getKey(), member.getValue(), type);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> problem(
      String prefix, String name, JsonNode value, Descriptor type) {
    FieldDescriptor field = type.findFieldByName(name);
    if (field == null) {
      Violation violation = new Violation(prefix + name, value.toString(), "one of " + names(type));
      return Optional.of(Problem.of(Reason.UNKNOWN_FIELD, violation));
    }
    return field.isRepeated()
        ? elements(prefix + name, value, field)
        : single(prefix + name, value, field);
  }

  private static Optional<Problem> elements(String path, JsonNode value, FieldDescriptor field) {
    if (!value.isArray()) {
      return value.isNull() ? Optional.empty() : invalid(path, value, "a JSON array");
    }
    for (int at = 0; at < value.size(); at++) {
      String element = path + "[" + at + "]";
      Optional<Problem> problem =
          value.get(at).isNull()
              ? invalid(element, value.get(at), "no null")
              : single(element, value.get(at), field);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> single(String path, JsonNode value, FieldDescriptor field) {
    if (value.isNull()) {
      return Optional.empty();
    }
    return switch (field.getJavaType()) {
      case STRING, BYTE_STRING, ENUM -> text(path, value);
      case INT -> check(path, value, value.canConvertToInt() && isWhole(value), "a whole number");
      case LONG -> check(path, value, isLong(value), "a whole number");
      case FLOAT, DOUBLE -> check(path, value, isFinite(value), "a finite number");
      case BOOLEAN -> check(path, value, value.isBoolean(), "true or false");
      case MESSAGE ->
          field.getMessageType().equals(Timestamp.getDescriptor())
              ? check(path, value, isTime(value), "a time like 2026-01-31T12:00:00Z")
              : problem(path, value, field.getMessageType());
    };
  }

  private static Optional<Problem> text(String path, JsonNode value) {
    return check(path, value, value.isTextual() && isWellFormed(value.textValue()), "a string");
  }

  private static boolean isWhole(JsonNode value) {
    return value.isIntegralNumber();
  }

  /** JSON's numbers are doubles to many readers, so 64-bit integers may come as strings too. */
  private static boolean isLong(JsonNode value) {
    return value.isTextual()
        ? value.textValue().matches("-?[0-9]{1,18}")
        : isWhole(value) && value.canConvertToLong();
  }

  private static boolean isFinite(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.doubleValue());
  }

  private static boolean isTime(JsonNode value) {
    try {
      return value.isTextual() && Timestamps.isValid(Timestamps.parse(value.textValue()));
    } catch (ParseException | IllegalArgumentException notATime) {
      return false;
    }
  }

  /** Half a surrogate pair can be escaped in JSON and written nowhere. */
  static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }

  private static Optional<Problem> check(
      String path, JsonNode value, boolean fits, String expected) {
    return fits ? Optional.empty() : invalid(path, value, expected);
  }

  private static Optional<Problem> invalid(String path, JsonNode value, String expected) {
    String given = value.isTextual() ? value.textValue() : value.toString();
    return Optional.of(Problem.invalid(path, given, expected));
  }

  private static String names(Descriptor type) {
    return type.getFields().stream()
        .map(FieldDescriptor::getName)
        .collect(Collectors.joining(", "));
  }
}
