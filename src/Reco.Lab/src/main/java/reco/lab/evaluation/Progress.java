package reco.lab.evaluation;

import java.util.Locale;
import java.util.function.Consumer;

/** Tells of work that takes more than a moment. */
public final class Progress {
  private static final long EVERY_NANOS = 20_000_000_000L;

  private final Consumer<String> lines;

  public Progress(Consumer<String> lines) {
    this.lines = lines;
  }

  @SuppressWarnings("AnnotateFormatMethod") // no dependency for one method
  public void say(String format, Object... values) {
    lines.accept(String.format(Locale.ROOT, format, values));
  }

  /** Begins to count steps of one kind. */
  public Count count(String what, int total) {
    return new Count(what, total);
  }

  /** Says how far it is every twenty seconds. */
  public final class Count {
    private final String what;
    private final int total;
    private int done;
    private long saidNanos = System.nanoTime();

    private Count(String what, int total) {
      this.what = what;
      this.total = total;
    }

    public void next() {
      done++;
      if (System.nanoTime() - saidNanos > EVERY_NANOS) {
        saidNanos = System.nanoTime();
        say("%s: %,d of %,d", what, done, total);
      }
    }
  }
}
