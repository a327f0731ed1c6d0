package reco.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command that runs the engine keeps its state and what configures it. */
final class RunOptions {
  /** The checkout's folder, given by the launcher. */
  static final Path HOME = Path.of(System.getProperty("reco.home", ""));

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "folder for everything that is kept (default: .reco)")
  private @Nullable Path state;

  @Option(
      names = "--config",
      paramLabel = "NAME|FILE",
      description =
          "overlay on hocon/reco.conf: local, cluster, test, or a .conf file; repeatable, the last wins (default: local, or what -Dreco.config=A,B names)")
  private final List<String> overlays = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "port of the gateway; 0 takes a free one (default: 8080)")
  private @Nullable Integer port;

  /** The state folder, absolute. It also takes the logs from now on. */
  Path state() {
    var folder = state == null ? HOME.resolve(".reco") : state;
    var absolute = folder.toAbsolutePath().normalize();
    System.setProperty("reco.logs", absolute.resolve("logs").toString());
    return absolute;
  }

  /** The overlays by name, or as absolute paths. */
  List<String> overlays() {
    var byDefault = List.of(System.getProperty("reco.config", "local").split(","));
    return (overlays.isEmpty() ? byDefault : overlays)
        .stream()
            .map(each ->
                Configuration.isFile(each) ? Path.of(each).toAbsolutePath().toString() : each)
            .toList();
  }

  /** The configuration with its overlays. */
  Config configuration() {
    Config config = Configuration.load(overlays());
    return port == null
        ? config
        : config.withValue("reco.gateway.port", ConfigValueFactory.fromAnyRef(port, "--port"));
  }
}
