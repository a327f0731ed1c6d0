package reco.gateway.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.linecorp.armeria.common.HttpData;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import reco.gateway.problem.Problem;
import reco.gateway.problem.Reason;
import reco.gateway.problem.Violation;
import reco.v1.Event;

/** A request's body, read strictly: no doubled names, nothing behind the value, UTF-8. */
final class JsonBody {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode root;
  private final Map<Integer, Problem> rowFaults = new HashMap<>();

  private JsonBody(JsonNode root) {
    this.root = root;
  }

  static JsonBody read(HttpData content) {
    try {
      return new JsonBody(MAPPER.readTree(content.array()));
    } catch (JsonProcessingException malformed) {
      String where =
          Optional.ofNullable(malformed.getLocation())
              .map(at -> "line %d column %d".formatted(at.getLineNr(), at.getColumnNr()))
              .orElse("the body");
      throw Problem.of(
              Reason.MALFORMED_BODY,
              new Violation("body", where, "JSON: " + malformed.getOriginalMessage()))
          .asException();
    } catch (IOException unreadable) {
      throw Problem.of(
              Reason.MALFORMED_BODY, new Violation("body", "bytes that are no text", "UTF-8"))
          .asException();
    }
  }

  /** The first thing that a message of that type cannot have. */
  Optional<Problem> problem(Descriptor type) {
    takeOutFaultyRows(type);
    return JsonShape.problem("", root, type);
  }

  /** A field's text where the body gives it. */
  Optional<String> text(String field) {
    return Optional.ofNullable(root.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  /** By row; filled by {@link #problem}. */
  Map<Integer, Problem> rowFaults() {
    return rowFaults;
  }

  HttpData write() {
    try {
      return HttpData.wrap(MAPPER.writeValueAsBytes(root));
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private void takeOutFaultyRows(Descriptor type) {
    for (FieldDescriptor field : type.getFields()) {
      if (isRows(field) && root.get(field.getName()) instanceof ArrayNode rows) {
        takeOutFaultyRows(rows, field);
      }
    }
  }

  private void takeOutFaultyRows(ArrayNode rows, FieldDescriptor field) {
    for (int at = 0; at < rows.size(); at++) {
      int row = at;
      JsonShape.problem("", rows.get(row), field.getMessageType())
          .ifPresent(problem -> {
            rowFaults.put(row, problem);
            rows.set(row, MAPPER.createObjectNode());
          });
    }
  }

  private static boolean isRows(FieldDescriptor field) {
    return field.isRepeated()
        && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType().equals(Event.getDescriptor());
  }
}
