package reco.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
  private final FakeServer server = new FakeServer();
  @TempDir Path folder;

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void freshnessWritesItsThreeFiguresAndLeavesExplorationAsItWas() throws IOException {
    JsonObject figures = run("freshness", "--trials", "5");

    assertThat(figures.keySet()).containsExactly("p50_ms", "p99_ms", "trials");
    assertThat(figures.get("trials").getAsInt()).isEqualTo(5);
    assertThat(figures.get("p99_ms").getAsDouble()).isPositive();
    assertThat(server.explorations).containsExactly(0.0, 0.1);
  }

  @Test
  void itemFreshnessWritesItsFigures() throws IOException {
    JsonObject figures = run("item-freshness", "--trials", "3");

    assertThat(figures.keySet()).containsExactly("p50_ms", "p99_ms", "max_ms", "trials");
    assertThat(figures.get("trials").getAsInt()).isEqualTo(3);
    assertThat(figures.get("p99_ms").getAsDouble()).isPositive();
  }

  @Test
  void serveWritesCapacityLatencyAndTheEcho() throws IOException {
    JsonObject figures =
        run("serve", "--seconds", "1", "--warm-up", "1", "--users", "3", "--concurrency", "2");

    assertThat(figures.keySet())
        .containsExactly(
            "requests_per_s",
            "p50_ms",
            "p99_ms",
            "errors",
            "candidates",
            "concurrency",
            "echo_requests_per_s",
            "echo_share");
    assertThat(figures.get("requests_per_s").getAsDouble()).isPositive();
    assertThat(figures.get("errors").getAsInt()).isZero();
    assertThat(figures.get("candidates").getAsInt()).isEqualTo(500);
  }

  @Test
  void overloadTellsRefusalsFromErrors() throws IOException {
    server.patience.set(300);

    var rows = runAll("overload", "--seconds", "1", "--warm-up", "1", "--loads", "2,4");

    assertThat(rows.asList())
        .extracting(row -> row.getAsJsonObject().get("load").getAsDouble())
        .containsExactly(2.0, 4.0);
    JsonObject figures = rows.get(0).getAsJsonObject();

    assertThat(figures.get("goodput_ratio").getAsDouble()).isPositive();
    assertThat(figures.get("refused").getAsLong()).isPositive();
    assertThat(figures.get("refusal_p99_ms").getAsDouble()).isPositive();
    assertThat(figures.get("errors").getAsInt()).isZero();
    assertThat(figures.get("max_heap_mb").getAsDouble()).isEqualTo(1);
    assertThat(figures.get("heap_growth_ratio").getAsDouble()).isEqualTo(1);
    assertThat(figures.get("p99_after_ms").getAsDouble()).isPositive();
  }

  @Test
  void aServerThatIsNotThereIsAFailure() {
    String gone = server.url();
    server.close();

    int code = new CommandLine(new BenchCommand()).execute("freshness", "--url", gone);

    assertThat(code).isEqualTo(CommandLine.ExitCode.SOFTWARE);
  }

  private JsonObject run(String... arguments) throws IOException {
    return written(arguments).getAsJsonObject();
  }

  private JsonArray runAll(String... arguments) throws IOException {
    return written(arguments).getAsJsonArray();
  }

  private JsonElement written(String... arguments) throws IOException {
    Path json = folder.resolve("figures.json");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", server.url(), "--key", "k", "--json", json.toString()));

    int code = new CommandLine(new BenchCommand()).execute(all.toArray(String[]::new));

    assertThat(code).isZero();
    return JsonParser.parseString(Files.readString(json));
  }
}
