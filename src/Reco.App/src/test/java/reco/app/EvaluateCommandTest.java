package reco.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
  @TempDir private Path folder;

  private final StringWriter said = new StringWriter();

  @Test
  void whatFollowsIsFoundAndTheFiguresAreWritten() throws IOException {
    // Everybody goes from a to b to c; e, f, g and h have been taken as often as c.
    Path file = file("a b c d", "x a b c", "y a b c", "z a b c", "e f g h", "h g f e", "f e h g");
    Path json = folder.resolve("figures.json");

    int code = run("--data", "sequences:" + file, "--untrained", "--json", json.toString());

    assertThat(code).as(said.toString()).isZero();
    JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    JsonObject methods = figures.getAsJsonObject("methods");
    assertThat(methods.keySet()).contains("reco", "popularity", "item-knn", "ease", "counters");
    assertThat(methods.getAsJsonObject("reco").keySet())
        .contains("users", "hr@10", "hr@10_ci95", "ndcg@10", "mrr", "coverage@10", "strata");
    assertThat(methods.getAsJsonObject("reco").get("users").getAsInt()).isEqualTo(7);
    assertThat(said.toString())
        .contains("each line begins with an item: the first words", "hr@10", "counters");
  }

  @Test
  void aSplitIsMeasuredByRecall() throws IOException {
    Path train = file("u1 a b c d", "u2 a b c e", "u3 a b d e");
    Path test = Files.writeString(folder.resolve("test"), "u1 e\nu2 d\n");

    int code =
        run("--data", "split:" + train + "," + test, "--untrained", "--methods", "reco,popularity");

    assertThat(code).as(said.toString()).isZero();
    assertThat(said.toString()).contains("recall@20", "ndcg@20", "given split");
  }

  @Test
  void staleStatesAreMeasuredBesideFreshOnes() throws IOException {
    Path file = file("a b c d", "x a b c", "y a b c", "z a b c");

    run("--data", "sequences:" + file, "--untrained", "--methods", "reco", "--stale-events", "1,3");

    assertThat(said.toString()).contains("reco, stale by 1 event:", "reco, stale by 3 events:");
  }

  @Test
  void whatCannotBeDoneIsSaidWithWhatCan() throws IOException {
    String file = "sequences:" + file("a b c", "b c a");

    assertThat(refusal()).contains("--data: got none, expected movielens:DIR, sequences:FILE");
    assertThat(refusal("--data", "music:x")).contains("data: got 'music:x', expected");
    assertThat(refusal("--data", "split:only")).contains("expected movielens:DIR");
    assertThat(refusal("--data", file, "--methods", "luck"))
        .contains("--methods: got 'luck', expected some of [reco, popularity");
    assertThat(refusal("--data", file, "--user-ids", "maybe"))
        .contains("--user-ids: got 'maybe', expected yes, no or auto");
    assertThat(refusal("--data", file, "--encoder", "slow"))
        .contains("--encoder: got 'slow', expected full, quick or none");
    assertThat(refusal("--data", file, "--seeds", "0")).contains("--seeds: got 0, expected");
    assertThat(refusal("--data", "movielens:" + folder.resolve("none"))).contains("no such folder");
  }

  private String refusal(String... arguments) {
    said.getBuffer().setLength(0);
    assertThat(
            run(
                Stream.concat(Stream.of(arguments), Stream.of("--untrained"))
                    .toArray(String[]::new)))
        .isEqualTo(1);
    return said.toString();
  }

  private int run(String... arguments) {
    var out = new PrintWriter(said, true);
    CommandLine command = Main.commandLine().setOut(out).setErr(out);
    return command.execute(
        Stream.concat(
                Stream.of("evaluate", "--state", folder.resolve("state").toString()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("lines"), List.of(lines));
  }
}
