package reco.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import picocli.CommandLine.Option;

/** Options of every command that changes something: it asks first, and keeps the reason. */
final class ChangeOptions {
  @Option(names = "--reason", paramLabel = "WORDS", description = "kept in the audit")
  private String reason = "";

  @Option(names = "--dry-run", description = "check everything, change nothing")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  private boolean yes;

  String reason() {
    return reason;
  }

  boolean isDryRun() {
    return dryRun;
  }

  /** Whether to go on: asks unless that is not needed, and says so where the answer is no. */
  boolean isWanted(String question, PrintWriter err) {
    boolean wanted = dryRun || yes || isConfirmed(question, err);
    if (!wanted) {
      err.println("nothing was changed");
    }
    return wanted;
  }

  private static boolean isConfirmed(String question, PrintWriter err) {
    err.print(question + " [y/N] ");
    err.flush();
    try {
      var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      String answer = in.readLine();
      if (answer == null) {
        err.println();
        err.println("nobody answers; say --yes");
        return false;
      }
      return answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
