package reco.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  private static final ProcessHandle SELF = ProcessHandle.current();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void inAnEmptyFolder() {
    file = folder.resolve("pid");
  }

  @Test
  void itFindsTheProcessesItNames() {
    var pidFile = new PidFile(file);

    pidFile.write(Stream.of(SELF));

    assertThat(pidFile.alive()).containsExactly(SELF);
  }

  @Test
  void aProcessThatLaterGotTheSameNumberIsNotTheOne() throws IOException {
    Files.writeString(file, "%d 2001-01-01T00:00:00Z%n".formatted(SELF.pid()));

    assertThat(new PidFile(file).alive()).isEmpty();
  }

  @Test
  void aMissingFileNamesNone() {
    assertThat(new PidFile(file).alive()).isEmpty();
  }
}
