package reco.model.id;

/**
 * A user of a tenant. An anonymous visitor is the user {@code session:ID}.
 *
 * @param tenant 1 to 64 bytes without {@code '/'}
 * @param id 1 to 128 bytes of UTF-8
 */
public record UserId(String tenant, String id) {
  private static final String SESSION_PREFIX = "session:";

  public UserId {
    Ids.requireTenant(tenant);
    Ids.require("user id", id, Ids.MAX_BYTES + SESSION_PREFIX.length());
  }

  public static UserId of(String id) {
    return new UserId(Ids.DEFAULT_TENANT, id);
  }

  public static UserId ofSession(String sessionId) {
    return ofSession(Ids.DEFAULT_TENANT, sessionId);
  }

  public static UserId ofSession(String tenant, String sessionId) {
    return new UserId(tenant, SESSION_PREFIX + sessionId);
  }

  /** Reads what {@link #key()} wrote. */
  public static UserId parse(String key) {
    int slash = key.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("user key: got '" + key + "', expected TENANT/ID");
    }
    return new UserId(key.substring(0, slash), key.substring(slash + 1));
  }

  public boolean isAnonymous() {
    return id.startsWith(SESSION_PREFIX);
  }

  /** The record key, entity id and hash tag: {@code TENANT/ID}. */
  public String key() {
    return tenant + "/" + id;
  }

  @Override
  public String toString() {
    return key();
  }
}
