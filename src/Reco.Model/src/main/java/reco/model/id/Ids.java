package reco.model.id;

import java.nio.charset.StandardCharsets;

/** The rules that every id obeys. */
public final class Ids {
  public static final String DEFAULT_TENANT = "default";
  public static final int MAX_BYTES = 128;
  private static final int MAX_TENANT_BYTES = 64;

  private Ids() {}

  /** Whether an id is present, short enough and free of control characters. */
  public static boolean isValid(String id) {
    return isValid(id, MAX_BYTES);
  }

  private static boolean isValid(String id, int maxBytes) {
    return !id.isEmpty()
        && id.length() <= maxBytes
        && id.chars().noneMatch(Character::isISOControl)
        && id.getBytes(StandardCharsets.UTF_8).length <= maxBytes;
  }

  static void require(String name, String id, int maxBytes) {
    if (!isValid(id, maxBytes)) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected 1 to %d bytes of UTF-8 without control characters"
              .formatted(name, id.length() > 40 ? id.substring(0, 40) + "..." : id, maxBytes));
    }
  }

  static void requireTenant(String tenant) {
    require("tenant", tenant, MAX_TENANT_BYTES);
    if (tenant.indexOf('/') >= 0) {
      throw new IllegalArgumentException("tenant: got '" + tenant + "', expected no '/'");
    }
  }
}
