package reco.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The product's configuration. From weak to strong: the libraries' {@code reference.conf}, what a
 * node asks of Pekko, {@code reco.conf}, the overlays in their order, {@code CONFIG_FORCE_*}
 * environment variables, system properties.
 */
public final class Configuration {
  /** Names a folder that replaces the packaged configuration, so that an edit needs no build. */
  public static final String FOLDER_PROPERTY = "reco.hocon";

  private static final ConfigParseOptions REQUIRED =
      ConfigParseOptions.defaults().setAllowMissing(false);

  private Configuration() {}

  /**
   * Loads everything and resolves it.
   *
   * @param overlays each the name of a packaged overlay ({@code local}, {@code cluster}, {@code
   *     test}) or the path of a file; a later one wins
   * @throws ConfigException if a file is missing or cannot be read; the message names file and line
   */
  public static Config load(List<String> overlays) {
    var config = packaged("reco");
    for (var overlay : overlays) {
      config = overlay(overlay).withFallback(config);
    }
    ConfigFactory.invalidateCaches();
    return ConfigFactory.defaultOverrides()
        .withFallback(ConfigFactory.systemEnvironmentOverrides())
        .withFallback(config)
        .withFallback(ConfigFactory.parseResources("reco-node.conf", REQUIRED))
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve();
  }

  /** Reco's own settings as HOCON, for a reader. */
  public static String render(Config config) {
    var options = ConfigRenderOptions.defaults().setOriginComments(false).setJson(false);
    return config.withOnlyPath("reco").root().render(options);
  }

  /** Whether an overlay is a file, and not the name of a packaged one. */
  static boolean isFile(String overlay) {
    return overlay.endsWith(".conf") || overlay.contains("/");
  }

  private static Config overlay(String overlay) {
    return isFile(overlay)
        ? ConfigFactory.parseFile(Path.of(overlay).toFile(), REQUIRED)
        : packaged(overlay);
  }

  private static Config packaged(String name) {
    var folder = System.getProperty(FOLDER_PROPERTY, "");
    var file = Path.of(folder).resolve(name + ".conf");
    if (!folder.isEmpty() && Files.exists(file)) {
      return ConfigFactory.parseFile(file.toFile(), REQUIRED);
    }
    return ConfigFactory.parseResources(
        Configuration.class.getClassLoader(), "hocon/" + name + ".conf", REQUIRED);
  }
}
