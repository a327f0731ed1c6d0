package reco.gateway.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an API key may do. */
public enum Role {
  /** Ask for recommendations and items. */
  READ,
  /** Send events, profiles and items. */
  WRITE,
  /** Everything an operator does. */
  ADMIN;

  /** Reads the name as configuration writes it: {@code read}. */
  public static Optional<Role> ofName(String name) {
    return Arrays.stream(values()).filter(role -> role.configName().equals(name)).findFirst();
  }

  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
