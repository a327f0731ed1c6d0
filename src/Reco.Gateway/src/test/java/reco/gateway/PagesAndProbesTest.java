package reco.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesAndProbesTest {
  private static final Map<String, String> NO_KEY = Map.of("Authorization", "");

  private static Served served;

  @BeforeAll
  static void start() {
    served = Served.start();
  }

  @AfterAll
  static void close() {
    served.close();
  }

  @BeforeEach
  void reset() {
    served.node.reset();
  }

  @Test
  void probesTellLifeFromReadiness() {
    served.node.ready.set(false);

    assertThat(open("/alive")).isEqualTo(200);
    assertThat(open("/ready")).isEqualTo(503);
    assertThat(health()).isEqualTo(ServingStatus.NOT_SERVING);

    served.node.ready.set(true);

    assertThat(open("/startup")).isEqualTo(200);
    assertThat(open("/ready")).isEqualTo(200);
    assertThat(health()).isEqualTo(ServingStatus.SERVING);

    served.node.ready.set(false);

    assertThat(open("/startup")).as("stays started").isEqualTo(200);
  }

  @Test
  void theBaselineIsTwoBytes() {
    assertThat(served.send("GET", "/ok", "", NO_KEY).body()).isEqualTo("ok");
  }

  @Test
  void metricsAndDocumentationNeedNoKey() {
    served.get("/api/v1/recommendations");

    var metrics = served.send("GET", "/metrics", "", NO_KEY);
    var docs = served.send("GET", "/docs/specification.json", "", NO_KEY);

    assertThat(metrics.body()).contains("reco_gateway_in_flight{lane=\"recommendations\"}");
    assertThat(metrics.body()).contains("reco_gateway_requests");
    assertThat(docs.body()).contains("reco.v1.Recommendations");
  }

  @Test
  void aRestCallCountsByItsHttpStatusAlone() {
    served.get("/api/v1/recommendations?user_id=u1");

    var metrics = served.send("GET", "/metrics", "", NO_KEY).body();

    assertThat(metrics.lines())
        .filteredOn(line -> line.startsWith("reco_gateway_requests_requests_total"))
        .anySatisfy(line -> assertThat(line).contains("http_status=\"200\"", "result=\"success\""))
        .allSatisfy(line -> assertThat(line).contains("grpc_status=\"none\""));
  }

  @Test
  void theHomePageComesWithItsFilesAndItsStart() throws Exception {
    var page = served.send("GET", "/", "", NO_KEY);
    JsonNode start =
        new ObjectMapper().readTree(served.send("GET", "/home.json", "", NO_KEY).body());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    assertThat(page.body()).contains("/home/home.js", "/home/home.css");
    assertThat(open("/home/home.js")).isEqualTo(200);
    assertThat(open("/home/home.css")).isEqualTo(200);
    assertThat(start.get("key").asText()).isEqualTo(Served.KEY);
    assertThat(start.get("users")).hasSize(2);
    assertThat(start.get("surfaces").get(0).asText()).isEqualTo("home");
  }

  private static int open(String path) {
    return served.send("GET", path, "", NO_KEY).statusCode();
  }

  private static ServingStatus health() {
    return Calls.stub(served, HealthBlockingStub.class, "")
        .check(HealthCheckRequest.getDefaultInstance())
        .getStatus();
  }
}
