package reco.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names processes by their numbers and starts, so that another process which later gets the same
 * number is not taken for one of them.
 */
record PidFile(Path file) {
  /** Start times are derived from the boot time, which may be adjusted by a second. */
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  void write(Stream<ProcessHandle> processes) {
    try {
      Files.writeString(
          file,
          processes
              .map(process -> "%d %s%n".formatted(process.pid(), startOf(process)))
              .collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Those this file names that are still alive. */
  List<ProcessHandle> alive() {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().flatMap(line -> process(line).stream()).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  private static Optional<ProcessHandle> process(String line) {
    var fields = line.split(" ");
    var started = Instant.parse(fields[1]);
    return ProcessHandle.of(Long.parseLong(fields[0]))
        .filter(live -> isWithinSlack(Duration.between(started, startOf(live))));
  }

  private static boolean isWithinSlack(Duration difference) {
    return difference.abs().compareTo(CLOCK_SLACK) <= 0;
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
