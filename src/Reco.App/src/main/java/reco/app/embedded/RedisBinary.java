package reco.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/** Finds a redis-server that runs on this machine: the packaged one, else one on the path. */
final class RedisBinary {
  private RedisBinary() {}

  /**
   * Unpacks the packaged binary into a folder unless it is there, and tries it.
   *
   * @throws EmbeddedServiceException if neither it nor one on the path runs
   */
  static Path findFor(Path folder) {
    try {
      Files.createDirectories(folder);
      var packaged = ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
      if (runs(packaged)) {
        return packaged;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack redis-server to %s".formatted(folder), e);
    }
    var installed = Path.of("redis-server");
    if (runs(installed)) {
      return installed;
    }
    throw new EmbeddedServiceException(
        "no redis-server runs here: the packaged one needs OpenSSL 3 (libssl.so.3) on Linux;"
            + " install that, or install Redis 6.2 or later so that redis-server is on the PATH");
  }

  private static boolean runs(Path binary) {
    try {
      var process =
          new ProcessBuilder(binary.toString(), "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
