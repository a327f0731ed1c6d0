package reco.console;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What a command printed, and its exit code. */
record ConsoleRun(int code, String out, String err) {
  @Command(name = "reco")
  static final class Root {}

  /** A server of this machine alone, on a port of its own. */
  static ServerBuilder server() {
    return Server.builder().http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static String address(Server server) {
    return "127.0.0.1:" + Objects.requireNonNull(server.activePort()).localAddress().getPort();
  }

  /** Runs a command against a server. */
  static ConsoleRun at(String address, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--address");
    all.add(address);
    return of(all.toArray(String[]::new));
  }

  /** Runs a command whose questions are answered with a text. */
  static ConsoleRun answering(String answer, Supplier<ConsoleRun> command) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    try {
      return command.get();
    } finally {
      System.setIn(before);
    }
  }

  /** Runs a command as it is given. */
  static ConsoleRun of(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        ConsoleCommands.addTo(new CommandLine(new Root()))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new ConsoleRun(code, out.toString(), err.toString());
  }
}
