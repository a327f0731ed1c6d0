package reco.gateway.web;

import com.typesafe.config.Config;
import java.util.List;

/**
 * What the page at / offers.
 *
 * @param users names to pick from
 * @param key written into the page on a loopback address; "" to let it be typed
 */
public record HomeSettings(boolean enabled, List<String> users, String key) {
  public HomeSettings {
    users = List.copyOf(users);
  }

  public static HomeSettings from(Config config) {
    return new HomeSettings(
        config.getBoolean("enabled"), config.getStringList("users"), config.getString("key"));
  }
}
