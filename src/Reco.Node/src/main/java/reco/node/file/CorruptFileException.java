package reco.node.file;

import java.io.IOException;

/** What was read is not what was written. */
public final class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public CorruptFileException(String what) {
    super("corrupt: " + what + " is not what was written");
  }
}
