package reco.ranker;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A copy of a trained version that a test may spoil. */
final class VersionFolder {
  static final String SPEC_HASH = "abc123";
  private static final Path TRAINED = Path.of("src/test/resources/registry");

  final Path root;
  final Path folder;
  private final String model;

  private VersionFolder(Path root, String model) {
    this.root = root;
    this.model = model;
    this.folder = root.resolve(model).resolve("v1");
  }

  static VersionFolder copy(Path root, String model) {
    var version = new VersionFolder(root, model);
    try {
      Files.createDirectories(version.folder);
      try (Stream<Path> files = Files.list(TRAINED.resolve(model).resolve("v1"))) {
        for (Path file : files.toList()) {
          Files.copy(file, version.folder.resolve(file.getFileName()));
        }
      }
      return version;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads it as a node does. */
  void load() {
    Registry.Artefact artefact = new Registry(root).open(model, 1);
    if (model.equals("ranker")) {
      OnnxModel.load(artefact, SPEC_HASH).close();
    } else {
      RetrievalLoader.load(artefact);
    }
  }

  byte[] read(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes a file behind the manifest's back. */
  VersionFolder spoil(String file, UnaryOperator<byte[]> change) {
    write(file, change.apply(read(file)));
    return this;
  }

  /** Changes a file, and the manifest's word on it. */
  VersionFolder change(String file, UnaryOperator<byte[]> change) {
    spoil(file, change);
    return manifest(manifest -> {
      byte[] content = read(file);
      var entry = manifest.getAsJsonObject("files").getAsJsonObject(file);
      entry.addProperty("sha256", sha256(content));
      entry.addProperty("bytes", content.length);
    });
  }

  VersionFolder manifest(Consumer<JsonObject> change) {
    JsonObject manifest =
        JsonParser.parseString(
                new String(read(Manifest.FILE), java.nio.charset.StandardCharsets.UTF_8))
            .getAsJsonObject();
    change.accept(manifest);
    write(
        Manifest.FILE,
        new Gson()
            .newBuilder()
            .serializeNulls()
            .create()
            .toJson(manifest)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return this;
  }

  /** Sets a field by its path, as the JSON that it is given. */
  VersionFolder set(String path, String json) {
    return manifest(manifest -> {
      JsonElement at = manifest;
      String[] names = path.split("/");
      for (int i = 0; i < names.length - 1; i++) {
        at = at.getAsJsonObject().get(names[i]);
      }
      JsonElement value = JsonParser.parseString(json);
      String last = names[names.length - 1];
      if (at instanceof JsonArray array) {
        array.set(Integer.parseInt(last), value);
      } else {
        at.getAsJsonObject().add(last, value);
      }
    });
  }

  VersionFolder remove(String field) {
    return manifest(manifest -> manifest.remove(field));
  }

  void write(String file, byte[] content) {
    try {
      Files.write(folder.resolve(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
