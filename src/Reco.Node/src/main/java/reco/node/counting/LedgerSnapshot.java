package reco.node.counting;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reco.model.counting.LedgerImage;
import reco.node.file.CheckedFile;
import reco.protocol.CorruptStateException;
import reco.protocol.LedgerCodec;

/**
 * One partition's ledger on this node's disk, together with the offset at which its log goes on.
 */
public final class LedgerSnapshot {
  private static final long MAGIC = 0x5245434F4C444731L;
  private static final int FORMAT = 1;

  private final CheckedFile file;
  private final String identity;

  /**
   * @param log id of the log of deltas
   * @param scales that the ledger's sums are kept at
   */
  public LedgerSnapshot(Path folder, int partition, String log, String scales) {
    this.file =
        new CheckedFile(folder.resolve("partition-%d.ledger".formatted(partition)), MAGIC, FORMAT);
    this.identity = "log %s, partition %d, scales %s".formatted(log, partition, scales);
  }

  /** What there is to go on from. */
  public sealed interface Found {
    /** The log goes on at the offset. */
    record Kept(LedgerImage image, long nextOffset) implements Found {}

    /** The ledger is made anew from the log. */
    record Nothing(String reason) implements Found {}
  }

  /** Replaces the snapshot, durably, or leaves the former one in its place. */
  public void write(LedgerImage image, long nextOffset) throws IOException {
    file.write(out -> {
      out.writeUTF(identity);
      out.writeLong(nextOffset);
      LedgerCodec.write(image, out);
    });
  }

  /** Reads the snapshot; one that is missing, corrupt, foreign or of another format is nothing. */
  public Found read() {
    if (!file.exists()) {
      return new Found.Nothing("is not there");
    }
    try {
      return file.read(this::read);
    } catch (IOException | CorruptStateException e) {
      return new Found.Nothing("cannot be read: " + e);
    }
  }

  private Found read(DataInputStream in) throws IOException {
    String written = in.readUTF();
    if (!written.equals(identity)) {
      return new Found.Nothing("is of %s, expected %s".formatted(written, identity));
    }
    long nextOffset = in.readLong();
    return new Found.Kept(LedgerCodec.read(in), nextOffset);
  }

  /** Throws the snapshot away. */
  public void discard() {
    try {
      Files.deleteIfExists(file.path());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot throw away " + file.path(), e);
    }
  }

  @Override
  public String toString() {
    return file.path().toString();
  }
}
