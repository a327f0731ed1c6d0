package reco.app.operator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import reco.admin.v1.AuditRecord;

/** The last of what operators did, as it was read from the control log. */
public final class Audits {
  private static final int KEPT = 100;

  private final Deque<AuditRecord> records = new ArrayDeque<>();

  /** Takes the next one; the oldest gives way. */
  public synchronized void add(AuditRecord record) {
    records.addFirst(record);
    if (records.size() > KEPT) {
      records.removeLast();
    }
  }

  /** The newest first. */
  public synchronized List<AuditRecord> newestFirst() {
    return List.copyOf(records);
  }
}
