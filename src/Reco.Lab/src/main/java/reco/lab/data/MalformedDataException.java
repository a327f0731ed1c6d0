package reco.lab.data;

import java.nio.file.Path;

/** A file that is not in the format it should have. The message says where, what, and what else. */
public final class MalformedDataException extends RuntimeException {
  private MalformedDataException(String message) {
    super(message);
  }

  /**
   * @param line from 1
   */
  static MalformedDataException at(Path file, int line, String got, String expected) {
    String shown = got.length() > 80 ? got.substring(0, 80) + "..." : got;
    return new MalformedDataException(
        "%s, line %d: got '%s', expected %s".formatted(file, line, shown, expected));
  }

  static MalformedDataException of(Path folder, String problem) {
    return new MalformedDataException(folder + ": " + problem);
  }
}
