package reco.model.id;

/**
 * An item of a tenant.
 *
 * @param tenant 1 to 64 bytes without {@code '/'}
 * @param id 1 to 128 bytes of UTF-8
 */
public record ItemId(String tenant, String id) {
  public ItemId {
    Ids.requireTenant(tenant);
    Ids.require("item id", id, Ids.MAX_BYTES);
  }

  public static ItemId of(String id) {
    return new ItemId(Ids.DEFAULT_TENANT, id);
  }

  /** Reads what {@link #recordKey()} wrote. */
  public static ItemId parse(String recordKey) {
    int slash = recordKey.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "item's record key: got '" + recordKey + "', expected TENANT/ID");
    }
    return new ItemId(recordKey.substring(0, slash), recordKey.substring(slash + 1));
  }

  /**
   * The item's key wherever a fixed-width id is wanted: the 64-bit hash of tenant and id, the same
   * on every node. Never 0, which means "no item".
   */
  public long key() {
    return keyOf(tenant, id);
  }

  /** {@link #key()} without the object. */
  public static long keyOf(String tenant, String id) {
    long hash = Hashes.hash(tenant, id);
    return hash == 0 ? 1 : hash;
  }

  /** The record key: {@code TENANT/ID}. */
  public String recordKey() {
    return tenant + "/" + id;
  }

  @Override
  public String toString() {
    return recordKey();
  }
}
