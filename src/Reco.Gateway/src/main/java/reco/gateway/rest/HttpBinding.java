package reco.gateway.rest;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.api.HttpRule.PatternCase;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.linecorp.armeria.common.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reco.gateway.access.Call;

/**
 * What one HTTP binding of a method takes, read from its {@code google.api.http} option.
 *
 * @param path fields that the path gives
 * @param body message that the body holds; empty: there is none
 * @param query fields that the query may give, by their names in the .proto
 */
record HttpBinding(
    HttpMethod method,
    Set<String> path,
    Optional<Descriptor> body,
    Map<String, FieldDescriptor> query) {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^=}]+)");

  /** The bindings of a call, by HTTP method; none where it is gRPC's alone. */
  static Map<HttpMethod, HttpBinding> of(Call call) {
    Descriptor input = call.descriptor().getInputType();
    HttpRule rule = call.descriptor().getOptions().getExtension(AnnotationsProto.http);
    return Stream.concat(Stream.of(rule), rule.getAdditionalBindingsList().stream())
        .filter(binding -> binding.getPatternCase() != PatternCase.PATTERN_NOT_SET)
        .map(binding -> of(input, binding))
        .collect(Collectors.toUnmodifiableMap(HttpBinding::method, Function.identity()));
  }

  private static HttpBinding of(Descriptor input, HttpRule rule) {
    Set<String> path =
        VARIABLE
            .matcher(template(rule))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toUnmodifiableSet());
    return new HttpBinding(method(rule), path, body(input, rule), query(input, rule, path));
  }

  private static Optional<Descriptor> body(Descriptor input, HttpRule rule) {
    return switch (rule.getBody()) {
      case "" -> Optional.empty();
      case "*" -> Optional.of(input);
      default -> Optional.of(input.findFieldByName(rule.getBody()).getMessageType());
    };
  }

  private static Map<String, FieldDescriptor> query(
      Descriptor input, HttpRule rule, Set<String> path) {
    List<FieldDescriptor> fields = rule.getBody().equals("*") ? List.of() : input.getFields();
    return fields.stream()
        .filter(field -> !path.contains(field.getName()))
        .filter(field -> field.getJavaType() != FieldDescriptor.JavaType.MESSAGE)
        .collect(Collectors.toUnmodifiableMap(FieldDescriptor::getName, Function.identity()));
  }

  private static HttpMethod method(HttpRule rule) {
    return HttpMethod.valueOf(rule.getPatternCase().name());
  }

  private static String template(HttpRule rule) {
    return switch (rule.getPatternCase()) {
      case GET -> rule.getGet();
      case PUT -> rule.getPut();
      case POST -> rule.getPost();
      case DELETE -> rule.getDelete();
      case PATCH -> rule.getPatch();
      case CUSTOM, PATTERN_NOT_SET ->
          throw new IllegalArgumentException("no path in http option: " + rule);
    };
  }
}
