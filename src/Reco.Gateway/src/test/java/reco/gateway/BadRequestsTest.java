package reco.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request of bad-requests.txt is refused with a problem that names what is wrong. */
class BadRequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VALID_EVENT =
      "{\"user_id\":\"u1\",\"item_id\":\"i1\",\"event\":\"click\"}";

  private static Served served;

  /** One line of the corpus. */
  record BadRequest(String method, String path, String body, int status, String field) {
    static BadRequest parse(String line) {
      String[] columns = line.split(" \\|", -1);
      String[] head = columns[0].split(" ", 2);
      return new BadRequest(
          head[0],
          expanded(head[1].strip()).replace("🍕", "%F0%9F%8D%95"),
          expanded(columns[1].strip()),
          Integer.parseInt(columns[2].strip()),
          columns[3].strip());
    }

    private static String expanded(String text) {
      return text.replace("<129>", "x".repeat(129))
          .replace("<64k>", "x".repeat(64 * 1024))
          .replace("<130emoji>", "🍕".repeat(33));
    }

    @Override
    public String toString() {
      String shown = body.length() > 80 ? body.substring(0, 80) + "..." : body;
      return method + " " + (path.length() > 80 ? path.substring(0, 80) : path) + " " + shown;
    }
  }

  @BeforeAll
  static void start() {
    served = Served.start();
    served.node.addItems(3);
  }

  @AfterAll
  static void close() {
    served.close();
  }

  static Stream<BadRequest> corpus() {
    try (InputStream lines =
        Objects.requireNonNull(BadRequestsTest.class.getResourceAsStream("bad-requests.txt"))) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(BadRequest::parse);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void aBadRequestIsRefusedWithWhatIsWrong(BadRequest bad) throws IOException {
    Map<String, String> headers =
        bad.body().isEmpty() && bad.method().equals("POST")
            ? Map.of("Content-Type", "application/json")
            : Map.of();

    HttpResponse<String> response = served.send(bad.method(), bad.path(), bad.body(), headers);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(bad.status());
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.get("status").asInt()).isEqualTo(bad.status());
    assertThat(problem.get("reason").asText()).matches("[A-Z_]+");
    assertThat(problem.get("detail").asText()).isNotBlank();
    assertThat(problem.path("field").asText()).isEqualTo(bad.field());
    if (!bad.field().isEmpty()) {
      assertThat(problem.get("expected").asText()).isNotBlank();
    }
    assertThat(served.node.appended).isEmpty();
  }

  @Test
  void aBodyThatIsNotJsonIs415() {
    for (String type : new String[] {"text/plain", "application/xml", "application/x-protobuf"}) {
      var response =
          served.send("POST", "/api/v1/events", VALID_EVENT, Map.of("Content-Type", type));

      assertThat(response.statusCode()).as(type + response.body()).isEqualTo(415);
      assertThat(response.body()).contains("\"reason\":\"WRONG_CONTENT_TYPE\"");
    }
    assertThat(served.node.appended).isEmpty();
  }

  @Test
  void headersOverTheLimitAreRefused() {
    var response = served.get("/api/v1/recommendations?cursor=" + "A".repeat(20_000));

    assertThat(response.statusCode()).isBetween(400, 431);
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    var request =
        java.net.http.HttpRequest.newBuilder(
                java.net.URI.create("http://" + served.host() + "/api/v1/events"))
            .header("Authorization", "Bearer " + Served.KEY)
            .header("Content-Type", "application/json")
            .POST(
                java.net.http.HttpRequest.BodyPublishers.ofByteArray(
                    new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'}))
            .build();

    var response = served.send(request);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.body()).contains("\"reason\":\"MALFORMED_BODY\"");
  }
}
