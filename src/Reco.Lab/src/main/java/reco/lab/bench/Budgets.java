package reco.lab.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Optional;

/** What the figures of a measurement are held to: {@code reco.budgets} of budgets.conf. */
final class Budgets {
  /** Names the folder that holds budgets.conf. */
  private static final String FOLDER_PROPERTY = "reco.hocon";

  private final Config budgets;

  Budgets(Config budgets) {
    this.budgets = budgets;
  }

  /** Those of the configuration's folder; none where it is not named. */
  static Budgets load() {
    return new Budgets(
        Optional.ofNullable(System.getProperty(FOLDER_PROPERTY))
            .map(folder -> ConfigFactory.parseFile(Path.of(folder, "budgets.conf").toFile()))
            .filter(config -> config.hasPath("reco.budgets"))
            .map(config -> config.getConfig("reco.budgets"))
            .orElseGet(ConfigFactory::empty));
  }

  /** Whether a figure held its budget, in words; "" where it has none. */
  String verdict(String measurement, String figure, double value) {
    String path = measurement + "." + figure;
    if (budgets.hasPath(path + ".at-most")) {
      double most = budgets.getDouble(path + ".at-most");
      return "at most %s: %s".formatted(number(most), held(value <= most));
    }
    if (budgets.hasPath(path + ".at-least")) {
      double least = budgets.getDouble(path + ".at-least");
      return "at least %s: %s".formatted(number(least), held(value >= least));
    }
    return "";
  }

  private static String held(boolean isHeld) {
    return isHeld ? "held" : "MISSED";
  }

  private static String number(double value) {
    return value == Math.rint(value) ? "%,d".formatted((long) value) : Double.toString(value);
  }
}
