package reco.node.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import reco.model.counting.ItemDelta;
import reco.node.log.ItemDeltaLog;

/** A log of one partition in memory; each record has one offset. */
final class FakeDeltaLog implements ItemDeltaLog {
  private final List<List<ItemDelta>> records = new ArrayList<>();
  private final List<Long> readFrom = new ArrayList<>();
  private boolean broken;

  synchronized void append(ItemDelta... deltas) {
    records.add(List.of(deltas));
    notifyAll();
  }

  /** Every reading ends at its next record, until it is mended. */
  synchronized void setBroken(boolean nowBroken) {
    broken = nowBroken;
    notifyAll();
  }

  /** Loses its last records. */
  synchronized void truncate(int size) {
    records.subList(size, records.size()).clear();
  }

  /** Offsets that readings began at. */
  synchronized List<Long> readFrom() {
    return List.copyOf(readFrom);
  }

  @Override
  public int partitions() {
    return 1;
  }

  @Override
  public String id() {
    return "deltas/1";
  }

  @Override
  public synchronized Reading read(int partition, long offset, Reader reader) {
    readFrom.add(offset);
    Thread thread = Thread.ofVirtual().start(() -> deliver(offset, reader));
    return thread::interrupt;
  }

  private void deliver(long offset, Reader reader) {
    try {
      for (long next = offset > size() ? 0 : offset; ; next++) {
        reader.read(awaitRecord(next), next + 1).toCompletableFuture().join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException | CompletionException e) {
      reader.failed(e);
    }
  }

  private synchronized int size() {
    return records.size();
  }

  private synchronized List<ItemDelta> awaitRecord(long offset) throws InterruptedException {
    while (records.size() <= offset && !broken) {
      wait();
    }
    if (broken) {
      throw new IllegalStateException("the log is broken");
    }
    return records.get((int) offset);
  }
}
