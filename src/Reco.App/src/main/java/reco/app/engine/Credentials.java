package reco.app.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secrets that a state folder without configured ones gets at its first start, and keeps. */
public final class Credentials {
  private static final int BYTES = 16;

  private Credentials() {}

  /** A secret of the folder, made where it is missing; readable by its owner alone. */
  public static String of(Path state, String name) {
    Path file = state.resolve(name);
    try {
      if (Files.notExists(file)) {
        Files.createDirectories(state);
        Files.createFile(file);
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
        Files.writeString(file, random());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a secret in " + file, e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
