package reco.ranker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TR-3, TR-6: whatever is wrong with a version, it is refused and the reason says what. */
class SpoiltVersionsTest {
  private static final List<String> RANKER_FILES =
      List.of(
          "model.onnx",
          "golden_user.npy",
          "golden_item.npy",
          "golden_row_request.npy",
          "golden_outputs.npy");
  private static final List<String> RETRIEVAL_FILES =
      List.of(
          "item_vectors.npy",
          "query_projection.npy",
          "items.json",
          "ease_items.npy",
          "ease_weights.npy");

  @TempDir private Path root;

  /**
   * @param named the file, field or value that the reason must name
   */
  record Spoilt(String model, String what, String named, Consumer<VersionFolder> how) {
    @Override
    public String toString() {
      return model + ": " + what;
    }
  }

  @ParameterizedTest
  @MethodSource("spoilt")
  void aSpoiltVersionIsRefusedWithAReason(Spoilt spoilt) {
    VersionFolder version = VersionFolder.copy(root, spoilt.model());
    spoilt.how().accept(version);

    Throwable refusal = catchThrowable(version::load);

    assertThat(refusal).isInstanceOf(ModelRefusedException.class);
    assertThat(refusal.getMessage())
        .contains(spoilt.named())
        .matches("(?s).*(got .*expected .|is missing|cannot be read: .).*");
  }

  @Test
  void thereAreAtLeastTwoHundredOfThem() {
    assertThat(spoilt()).hasSizeGreaterThanOrEqualTo(200);
  }

  @Test
  void unspoiltVersionsLoad() {
    assertThatCode(() -> VersionFolder.copy(root, "ranker").load()).doesNotThrowAnyException();
    assertThatCode(() -> VersionFolder.copy(root, "retrieval").load()).doesNotThrowAnyException();
  }

  static Stream<Spoilt> spoilt() {
    List<Spoilt> all = new ArrayList<>();
    RANKER_FILES.forEach(file -> addFiles(all, "ranker", file));
    RETRIEVAL_FILES.forEach(file -> addFiles(all, "retrieval", file));
    addManifests(all, "ranker", "model.onnx");
    addManifests(all, "retrieval", "items.json");
    addRankers(all);
    addGraphs(all);
    addGolden(all);
    addRetrieval(all);
    return all.stream();
  }

  /** Bytes that are not what the manifest says. */
  private static void addFiles(List<Spoilt> all, String model, String file) {
    for (int divisor : new int[] {0, 2, 10}) {
      UnaryOperator<byte[]> cut =
          content -> Arrays.copyOf(content, divisor == 0 ? 0 : content.length / divisor);
      all.add(new Spoilt(model, file + " cut, 1/" + divisor, file, v -> v.spoil(file, cut)));
    }
    all.add(
        new Spoilt(
            model,
            file + " lacks a byte",
            file,
            v -> v.spoil(file, content -> Arrays.copyOf(content, content.length - 1))));
    all.add(
        new Spoilt(
            model,
            file + " has a byte more",
            file,
            v -> v.spoil(file, content -> Arrays.copyOf(content, content.length + 1))));
    for (int part = 0; part < 6; part++) {
      double where = part / 6.0;
      int bit = part;
      all.add(
          new Spoilt(
              model,
              "%s with a bit flipped at %.2f".formatted(file, where),
              file,
              v -> v.spoil(file, content -> flipped(content, where, bit))));
    }
    all.add(new Spoilt(model, file + " missing", file, v -> delete(v.folder.resolve(file))));
    all.add(new Spoilt(model, file + " is a folder", file, v -> toFolder(v.folder.resolve(file))));
    all.add(new Spoilt(model, file + " is a link", file, v -> toLink(v, file)));
  }

  private static void addManifests(List<Spoilt> all, String model, String file) {
    for (int tenth = 0; tenth < 10; tenth++) {
      int part = tenth;
      all.add(
          new Spoilt(
              model,
              "manifest cut at %d/10".formatted(part),
              Manifest.FILE,
              v ->
                  v.spoil(
                      Manifest.FILE,
                      content -> Arrays.copyOf(content, content.length * part / 10))));
    }
    for (String text : List.of("null", "[]", "7", "\"text\"", "{}", "\0\0\0")) {
      all.add(
          new Spoilt(
              model,
              "manifest is " + text.replace('\0', '0'),
              Manifest.FILE,
              v -> v.write(Manifest.FILE, text.getBytes(UTF_8))));
    }
    all.add(
        new Spoilt(
            model,
            "manifest too large",
            Manifest.FILE,
            v ->
                v.spoil(
                    Manifest.FILE,
                    content -> Arrays.copyOf(content, Manifest.MOST_BYTES + content.length))));
    addSet(all, model, "format", "0", "2", "-1", "\"one\"", "null");
    addSet(all, model, "name", "\"other\"", "\"../" + model + "\"", "\"\"", "null", "7", "{}");
    addSet(all, model, "version", "0", "2", "-1", "1.5", "\"v1\"", "99999999999");
    addSet(all, model, "files", "null", "{}", "[]", "\"all\"");
    addSet(all, model, "files/" + file, "null", "{}", "7");
    addSet(
        all,
        model,
        "files/" + file + "/sha256",
        "null",
        "\"\"",
        "\"abc\"",
        "\"" + "F".repeat(64) + "\"",
        "\"" + "0".repeat(64) + "\"");
    addSet(all, model, "files/" + file + "/bytes", "-1", "0", "1e18", "\"many\"");
    for (String name :
        List.of(
            "../escape",
            "/etc/passwd",
            "a/b",
            "..",
            ".",
            "",
            ".hidden",
            "a\\b",
            "manifest.json",
            "a b",
            "x".repeat(300),
            "ü.npy",
            "nul\u0000")) {
      all.add(
          new Spoilt(
              model,
              "a file called '%s'".formatted(name.strip()),
              "files",
              v ->
                  v.manifest(manifest ->
                      manifest
                          .getAsJsonObject("files")
                          .add(name, manifest.getAsJsonObject("files").get(file)))));
    }
    all.add(
        new Spoilt(
            model,
            "a file that is not there",
            "extra.bin",
            v ->
                v.manifest(manifest ->
                    manifest
                        .getAsJsonObject("files")
                        .add("extra.bin", manifest.getAsJsonObject("files").get(file)))));
    all.add(
        new Spoilt(
            model,
            "too many files",
            "files",
            v ->
                v.manifest(manifest -> {
                  for (int i = 0; i < 100; i++) {
                    manifest
                        .getAsJsonObject("files")
                        .add("f" + i, manifest.getAsJsonObject("files").get(file));
                  }
                })));
    all.add(
        new Spoilt(
            model,
            file + " not named",
            file,
            v -> v.manifest(manifest -> manifest.getAsJsonObject("files").remove(file))));
    for (String field : List.of("format", "name", "version", "files")) {
      all.add(new Spoilt(model, "manifest without " + field, field, v -> v.remove(field)));
    }
  }

  private static void addRankers(List<Spoilt> all) {
    for (String field : List.of("feature_spec", "heads")) {
      all.add(new Spoilt("ranker", "no " + field, field, v -> v.remove(field)));
    }
    addSet(all, "ranker", "feature_spec", "null", "{}", "[]", "7");
    addSet(all, "ranker", "feature_spec/hash", "null", "\"\"", "\"other\"", "\"ABC123\"");
    addSet(all, "ranker", "feature_spec/user", "null", "[]", "[null]", "[\"u0\"]");
    addSet(
        all,
        "ranker",
        "feature_spec/item",
        "null",
        "[]",
        "7",
        "[\"i0\",\"i1\",\"i2\",\"i3\",\"i4\"]");
    addSet(
        all,
        "ranker",
        "heads",
        "null",
        "[]",
        "[null]",
        "[\"click\",\"purchase\"]",
        "[\"click\"]",
        "[\"rating4\",\"click\"]",
        "7");
  }

  private static void addGraphs(List<Spoilt> all) {
    addGraph(all, "IR of the future", m -> OnnxBytes.irVersion(m, 999));
    addGraph(all, "opset 999", m -> OnnxBytes.opset(m, 999));
    addGraph(all, "opset 0", m -> OnnxBytes.opset(m, 0));
    addGraph(all, "an unknown operator", m -> OnnxBytes.operator(m, "Sigmoid", "Sigmund"));
    addGraph(all, "no probabilities", m -> OnnxBytes.operator(m, "Sigmoid", "Exp"));
    addGraph(all, "another activation", m -> OnnxBytes.operator(m, "Relu", "Abs"));
    addGraph(all, "weights that are no numbers", m -> OnnxBytes.weights(m, Float.NaN));
    addGraph(all, "infinite weights", m -> OnnxBytes.weights(m, Float.POSITIVE_INFINITY));
    addGraph(all, "weights of 0", m -> OnnxBytes.weights(m, 0));
    addGraph(all, "weights of 1e30", m -> OnnxBytes.weights(m, 1e30f));
    addGraph(all, "no bytes", _ -> new byte[0]);
    addGraph(all, "text", _ -> "this is no graph".getBytes(UTF_8));
    addGraph(all, "a picture", _ -> new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    addGraph(all, "half a graph", m -> Arrays.copyOf(m, m.length / 2));
    addGraph(all, "a graph without its end", m -> Arrays.copyOf(m, m.length - 3));
  }

  private static void addGraph(List<Spoilt> all, String what, UnaryOperator<byte[]> change) {
    all.add(
        new Spoilt("ranker", "graph: " + what, "ranker@v1", v -> v.change("model.onnx", change)));
  }

  private static void addGolden(List<Spoilt> all) {
    for (String file : RANKER_FILES.subList(1, RANKER_FILES.size())) {
      addArray(all, "ranker", file, "no header", c -> Arrays.copyOf(c, 6));
      addArray(all, "ranker", file, "another magic", c -> flipped(c, 0, 0));
      addArray(all, "ranker", file, "half the values", c -> Arrays.copyOf(c, c.length - 8));
      addArray(all, "ranker", file, "doubles", c -> header(c, "<f4", "<f8", "<i8", "<f8"));
      addArray(all, "ranker", file, "big endian", c -> header(c, "<f4", ">f4", "<i8", ">i8"));
      addArray(all, "ranker", file, "Fortran's order", c -> header(c, "False", "True "));
      addArray(all, "ranker", file, "a negative shape", c -> header(c, "(16", "(-6"));
      addArray(all, "ranker", file, "a huge shape", c -> header(c, "(16", "(9999999999"));
      addArray(all, "ranker", file, "a shape of text", c -> header(c, "(16", "(1x"));
    }
    for (int row : new int[] {0, 7, 15}) {
      for (float value : new float[] {0.5001f, Float.NaN, -1, 2}) {
        all.add(
            new Spoilt(
                "ranker",
                "row %d scored %s in training".formatted(row, value),
                "golden row",
                v -> v.change("golden_outputs.npy", c -> withFloat(c, row * 2, value))));
      }
    }
    for (long request : new long[] {-1, 16, Long.MAX_VALUE}) {
      all.add(
          new Spoilt(
              "ranker",
              "a golden row of request " + request,
              "golden_row_request",
              v -> v.change("golden_row_request.npy", c -> withLong(c, 3, request))));
    }
    all.add(
        new Spoilt(
            "ranker",
            "a golden feature that is no number",
            "golden",
            v -> v.change("golden_item.npy", c -> withFloat(c, 5, Float.NaN))));
  }

  private static void addRetrieval(List<Spoilt> all) {
    for (String file : List.of("item_vectors.npy", "query_projection.npy")) {
      addArray(
          all, "retrieval", file, "a value that is no number", c -> withFloat(c, 3, Float.NaN));
      addArray(
          all,
          "retrieval",
          file,
          "an infinite value",
          c -> withFloat(c, 0, Float.NEGATIVE_INFINITY));
      addArray(all, "retrieval", file, "doubles", c -> header(c, "<f4", "<f8"));
      addArray(all, "retrieval", file, "Fortran's order", c -> header(c, "False", "True "));
      addArray(all, "retrieval", file, "one dimension", c -> header(c, ", 8)", ",)  "));
      addArray(all, "retrieval", file, "other dimensions", c -> header(c, ", 8)", ", 4)"));
      addArray(all, "retrieval", file, "three dimensions", c -> header(c, ", 8), }", ", 4, 2), }"));
    }
    String weights = "ease_weights.npy";
    addArray(all, "retrieval", weights, "no number", c -> withFloat(c, 3, Float.NaN));
    addArray(all, "retrieval", weights, "fewer rows", c -> header(c, "(40, 39)", "(39, 40)"));
    addArray(all, "retrieval", weights, "one dimension", c -> header(c, "(40, 39)", "(1560,) "));
    addArray(all, "retrieval", "ease_items.npy", "floats", c -> header(c, "<i4", "<f4"));
    addArray(all, "retrieval", "ease_items.npy", "other rows", c -> header(c, "(40,", "(39,"));
    all.add(
        new Spoilt(
            "retrieval",
            "a neighbour that is no item",
            "ease: neighbour",
            v -> v.change("ease_items.npy", c -> withFloat(c, 3, Float.intBitsToFloat(40)))));
    addSet(all, "retrieval", "ease/decay", "0", "1.5", "-1");
    addSet(all, "retrieval", "ease/history", "0", "-1");
    for (String ids :
        List.of(
            "",
            "null",
            "{}",
            "[]",
            "[null]",
            "[\"i0\"]",
            "[1, 2",
            "\"i0\"",
            "[\"\"]",
            "[{}]",
            "[\"" + "x".repeat(129) + "\"]",
            "[" + "\"i0\",".repeat(39) + "\"i0\"]")) {
      all.add(
          new Spoilt(
              "retrieval",
              "ids " + (ids.length() < 20 ? ids : ids.substring(0, 20)),
              "retrieval",
              v -> v.change("items.json", _ -> ids.getBytes(UTF_8))));
    }
    addSet(all, "retrieval", "query", "null", "{}", "7");
    addSet(all, "retrieval", "query/recency_decay", "-1", "2", "null", "\"x\"", "1e300");
    addSet(all, "retrieval", "query/history", "0", "-5", "null", "\"x\"");
    addSet(all, "retrieval", "query/weight", "null", "\"cube\"", "7");
  }

  private static void addSet(List<Spoilt> all, String model, String path, String... values) {
    String[] names = path.split("/");
    for (String value : values) {
      boolean isText = path.endsWith("name") || path.endsWith("version");
      String named = isText ? Manifest.FILE : model;
      all.add(
          new Spoilt(
              model,
              "%s is %s".formatted(path, value.length() < 30 ? value : "long"),
              named,
              v -> v.set(String.join("/", names), value)));
    }
  }

  private static void addArray(
      List<Spoilt> all, String model, String file, String what, UnaryOperator<byte[]> change) {
    all.add(
        new Spoilt(
            model,
            file + ": " + what,
            file.substring(0, file.indexOf('.')),
            v -> v.change(file, change)));
  }

  private static byte[] header(byte[] array, String... fromTo) {
    String text = new String(array, ISO_8859_1);
    for (int i = 0; i < fromTo.length; i += 2) {
      text = text.replace(fromTo[i], fromTo[i + 1]);
    }
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] withFloat(byte[] array, int at, float value) {
    return put(array, at * Float.BYTES, Integer.reverseBytes(Float.floatToRawIntBits(value)), 4);
  }

  private static byte[] withLong(byte[] array, int at, long value) {
    return put(array, at * Long.BYTES, Long.reverseBytes(value), 8);
  }

  /** Writes behind the header of 128 bytes. */
  private static byte[] put(byte[] array, int at, long value, int bytes) {
    var changed = java.nio.ByteBuffer.wrap(array.clone());
    if (bytes == Long.BYTES) {
      changed.putLong(128 + at, value);
    } else {
      changed.putInt(128 + at, (int) value);
    }
    return changed.array();
  }

  private static byte[] flipped(byte[] content, double where, int bit) {
    byte[] changed = content.clone();
    changed[(int) (content.length * where)] ^= (byte) (1 << bit);
    return changed;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void toFolder(Path file) {
    delete(file);
    try {
      Files.createDirectory(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes are right, but they lie elsewhere. */
  private static void toLink(VersionFolder version, String file) {
    try {
      Path elsewhere = version.root.resolve("elsewhere");
      Files.move(version.folder.resolve(file), elsewhere);
      Files.createSymbolicLink(version.folder.resolve(file), elsewhere);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
