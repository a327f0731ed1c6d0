package reco.app.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reco.app.embedded.ChildProcess;
import reco.app.embedded.ThisJava;

/** A node in a JVM of its own: {@code reco serve} with the flags of this one. */
final class LocalNode {
  private final NodeAddress address;
  private final NodeFiles files;
  private final List<String> overlays;
  private final LocalNodeSettings settings;
  private volatile ChildProcess process;

  private LocalNode(
      NodeAddress address, NodeFiles files, List<String> overlays, LocalNodeSettings settings) {
    this.address = address;
    this.files = files;
    this.overlays = overlays;
    this.settings = settings;
    this.process = newProcess();
  }

  /**
   * Starts it and does not wait.
   *
   * @param overlays of the configuration, before the node's own
   */
  static LocalNode start(
      NodeAddress address, NodeFiles files, List<String> overlays, LocalNodeSettings settings) {
    return new LocalNode(address, files, overlays, settings);
  }

  NodeAddress address() {
    return address;
  }

  NodeFiles files() {
    return files;
  }

  /** Blocks until it serves. */
  void awaitServing() {
    process.awaitReady(() -> Files.exists(files.announcement()), settings.readyTimeout());
  }

  /** Blocks until it has ended. */
  int awaitEnd() {
    return process.onExit().join();
  }

  /** Starts it once more, at the same addresses; does not wait. */
  void startAgain() {
    process = newProcess();
  }

  /** Has it leave its cluster and waits until it has. */
  void stop() {
    process.stop(settings.stopTimeout());
  }

  private ChildProcess newProcess() {
    forgetEarlier();
    return ChildProcess.start(
        "node-" + address.number(),
        command(),
        Map.of("CLASSPATH", ThisJava.classPath()),
        files.folder(),
        files.output(),
        settings.stopTimeout());
  }

  /** One that was killed could not take its announcement back. */
  private void forgetEarlier() {
    try {
      Files.deleteIfExists(files.announcement());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + files.folder(), e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(List.of(ThisJava.command()));
    command.addAll(flags());
    command.add("-Xmx%dm".formatted(settings.heapMib()));
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Dreco.logs=" + files.logs());
    command.addAll(List.of("reco.app.Main", "serve", "--state", files.folder().toString()));
    overlays.forEach(overlay -> command.addAll(List.of("--config", overlay)));
    command.addAll(List.of("--config", files.overlay().toString()));
    return command;
  }

  /** Of this JVM, but for its heap and its log. */
  private static List<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xm") && !flag.startsWith("-Dreco.logs"))
        .toList();
  }
}
