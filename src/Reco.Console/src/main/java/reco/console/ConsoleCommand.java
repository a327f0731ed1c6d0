package reco.console;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.common.ClosedSessionException;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that asks a running gateway. Exits with 0 done, 1 refused or failed, 2 not understood.
 */
@Command(mixinStandardHelpOptions = true)
abstract class ConsoleCommand implements Callable<Integer> {
  private static final int MAX_CAUSES = 8;

  @Mixin private Connection connection = new Connection();

  @Option(names = "--json", description = "print the server's answer as JSON")
  private boolean json;

  private boolean hasFailed;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Asks the server and prints what it answers. */
  abstract void ask(Connection server);

  @Override
  public final Integer call() {
    try {
      ask(connection);
      return hasFailed ? ExitCode.SOFTWARE : ExitCode.OK;
    } catch (StatusRuntimeException refused) {
      err().println(message(refused));
      return ExitCode.SOFTWARE;
    } finally {
      out().flush();
      err().flush();
    }
  }

  /** Prints a message as JSON where that was asked for, else the text made of it. */
  final <T extends Message> void print(T answer, java.util.function.Function<T, String> text) {
    out().print(json ? toJson(answer) + "\n" : text.apply(answer));
  }

  final boolean printsJson() {
    return json;
  }

  private static String toJson(Message answer) {
    try {
      return JsonFormat.printer()
          .preservingProtoFieldNames()
          .alwaysPrintFieldsWithNoPresence()
          .print(answer);
    } catch (InvalidProtocolBufferException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private String message(StatusRuntimeException refused) {
    if (isUnreachable(refused)) {
      return "nothing answers at %s; start it with ./reco demo or ./reco up"
          .formatted(connection.address());
    }
    String detail =
        Optional.ofNullable(refused.getStatus().getDescription()).orElse("without a reason");
    return refused.getStatus().getCode() == Code.UNAUTHENTICATED
        ? "refused: " + detail + "; give it with --key or RECO_API_KEY"
        : "refused: " + detail;
  }

  private static boolean isUnreachable(StatusRuntimeException refused) {
    return Stream.<Throwable>iterate(
            refused, cause -> cause != null, cause -> cause == null ? null : cause.getCause())
        .limit(MAX_CAUSES)
        .anyMatch(cause ->
            cause instanceof UnprocessedRequestException
                || cause instanceof ClosedSessionException);
  }

  /** What was asked is answered, and the answer is no. */
  final void failed() {
    hasFailed = true;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
