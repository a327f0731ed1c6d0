package reco.lab.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a value as a JSON file, UTF-8, indented; a map keeps the order of its keys. */
public final class JsonFile {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private JsonFile() {}

  public static void write(Path file, Object value) throws IOException {
    Files.writeString(file, GSON.toJson(value) + "\n");
  }
}
