package reco.app.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import reco.ranker.Device;

/**
 * What runs where: on the same build and platform a decision replays bit for bit.
 *
 * @param version of this program
 * @param platform execution provider, architecture and kind of CPU
 */
record Build(String version, String platform) {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  /**
   * @param device that rankers are asked to run on
   */
  static Build current(Device device) {
    return new Build(
        "reco 0.1.0",
        "onnx-" + device.wireName() + "/" + System.getProperty("os.arch") + "/" + cpu());
  }

  private static String cpu() {
    if (!Files.isReadable(CPU)) {
      return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
    try (Stream<String> lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
