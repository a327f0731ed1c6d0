package reco.app.release;

import com.typesafe.config.Config;
import java.nio.file.Path;
import reco.ranker.Registry;
import reco.ranker.store.S3Settings;
import reco.ranker.store.S3Store;

/** The registry that the configuration names. */
public final class Registries {
  private Registries() {}

  /** Where the models lie: a folder or a bucket. */
  public enum Kind {
    FOLDER,
    S3
  }

  public static Kind kind(Config config) {
    return config.getEnum(Kind.class, "reco.registry.kind");
  }

  /** The folder of a registry of that kind. */
  public static Path folder(Config config, Path state) {
    String named = config.getString("reco.registry.folder");
    return named.isEmpty() ? state.resolve("models") : Path.of(named);
  }

  /**
   * Opens it.
   *
   * @param state the folder that holds the models, or copies of those in use
   */
  public static Registry open(Config config, Path state) {
    return switch (kind(config)) {
      case FOLDER -> new Registry(folder(config, state));
      case S3 ->
          new Registry(
              S3Store.open(
                  S3Settings.of(config.getConfig("reco.registry.s3")),
                  state.resolve("models-cache")));
    };
  }
}
