package reco.node.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.node.catalogue.SnapshotFile.Header;
import reco.node.file.CheckedFile;

/**
 * The catalogue on this node's disk, with the offsets from which its log goes on, so that a start
 * reads the tail of the log and not all of it.
 *
 * <p>Written beside the live catalogue without holding it up: the offsets are taken first, so an
 * item may be newer than they say, and reading the tail again changes nothing that is newer.
 */
public final class CatalogueSnapshot {
  private static final Logger log = LoggerFactory.getLogger(CatalogueSnapshot.class);

  private final CheckedFile file;
  private final InstantSource clock;
  private final Duration oldest;

  /**
   * @param folder where the snapshot lies; made where it is missing
   * @param deleteRetention how long the log keeps the tombstones of deleted items; a snapshot older
   *     than half of it might bring deleted items back and is not used
   */
  public CatalogueSnapshot(Path folder, InstantSource clock, Duration deleteRetention) {
    this.file =
        new CheckedFile(
            folder.resolve("catalogue.snapshot"), SnapshotFile.MAGIC, SnapshotFile.FORMAT);
    this.clock = clock;
    this.oldest = deleteRetention.dividedBy(2);
  }

  /** What came of restoring. */
  public sealed interface Outcome {
    /** The catalogue is as it was; the log goes on at its next offsets. */
    record Restored(int items) implements Outcome {}

    /** The catalogue is untouched; the log is read from its start. */
    record Refused(String reason) implements Outcome {}
  }

  /**
   * Writes the catalogue to the file, durably, or leaves the former one in its place.
   *
   * @param topic the id of the log's topic, so that one made anew is not mistaken for it
   */
  public void write(String topic, LiveCatalogue catalogue) throws IOException {
    var header = new Header(clock.millis(), topic, catalogue.nextOffsets());
    file.write(out -> SnapshotFile.write(out, header, catalogue.items()::forEach));
  }

  /**
   * Restores an empty catalogue from the file. A missing, corrupt, too old or foreign one is
   * refused with a reason, which is logged, too; so is one that knows more than the log, which must
   * have lost its end.
   *
   * @param topic the id of the log's topic
   * @param ends per partition of the log the offset of the next record
   */
  public Outcome restore(String topic, Map<Integer, Long> ends, LiveCatalogue into) {
    var outcome = tried(topic, ends, into);
    switch (outcome) {
      case Outcome.Restored(int items) ->
          log.info("catalogue: {} items from {}", items, file.path());
      case Outcome.Refused(String reason) ->
          log.info("catalogue: read from the start of its log; {} {}", file.path(), reason);
    }
    return outcome;
  }

  private Outcome tried(String topic, Map<Integer, Long> ends, LiveCatalogue into) {
    if (!file.exists()) {
      return new Outcome.Refused("is not there");
    }
    try {
      return file.read(in -> {
        var header = SnapshotFile.readHeader(in);
        var age = Duration.ofMillis(clock.millis() - header.writtenMillis());
        if (!header.topic().equals(topic)) {
          return new Outcome.Refused(
              "is of topic '%s', expected '%s'".formatted(header.topic(), topic));
        }
        if (age.compareTo(oldest) > 0) {
          return new Outcome.Refused(
              "is %s old, expected at most %s, half of delete.retention.ms".formatted(age, oldest));
        }
        var beyond = beyond(header.nextOffsets(), ends);
        if (beyond.isPresent()) {
          return new Outcome.Refused(beyond.get());
        }
        int items = SnapshotFile.readItems(in, into::restore);
        into.continueAt(header.nextOffsets());
        return new Outcome.Restored(items);
      });
    } catch (IOException e) {
      return new Outcome.Refused("cannot be read: " + e);
    }
  }

  private static Optional<String> beyond(Map<Integer, Long> next, Map<Integer, Long> ends) {
    return next.entrySet().stream()
        .filter(each -> each.getValue() > ends.getOrDefault(each.getKey(), 0L))
        .map(each ->
            "goes on at offset %d of partition %d, expected at most %d, where the log ends"
                .formatted(each.getValue(), each.getKey(), ends.getOrDefault(each.getKey(), 0L)))
        .findFirst();
  }
}
