package reco.protocol;

import com.google.protobuf.util.Timestamps;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reco.model.id.Ids;
import reco.model.id.ItemId;
import reco.model.item.Item;

/** Items as the public API, the catalogue's log and its snapshots hold them. */
public final class ItemCodec {
  public static final int MAX_TITLE_BYTES = 1_024;
  public static final int MAX_DESCRIPTION_BYTES = 16 * 1_024;
  public static final int MAX_NAME_BYTES = 128;
  public static final int MAX_CATEGORIES = 8;
  public static final int MAX_TAGS = 32;
  public static final int MAX_REGIONS = 64;
  public static final int MAX_AGE = 120;
  public static final double MAX_PRICE = 1e9;

  /** What an item without a quality has. */
  public static final float UNKNOWN_QUALITY = 0.5f;

  private ItemCodec() {}

  /** An item that a client sent to the default tenant; its version is not taken. */
  public static Decoded<Item> decode(reco.v1.Item item) {
    return decode(Ids.DEFAULT_TENANT, item);
  }

  /** An item that a client sent; its version, which is output only, is not taken. */
  public static Decoded<Item> decode(String tenant, reco.v1.Item item) {
    return check(item).decode(() -> item(tenant, item, 0));
  }

  /**
   * An item as the log holds it.
   *
   * @param id of the record's key, which the item must have
   * @param version the record's offset
   */
  public static Decoded<Item> decodeLogged(ItemId id, reco.v1.Item item, long version) {
    return check(item)
        .that(id.id().equals(item.getItemId()), "item_id", item.getItemId(), "'" + id.id() + "'")
        .decode(() -> item(id.tenant(), item, version));
  }

  /** An item that {@link #encode} wrote, with its version; nothing is checked. */
  public static Item read(String tenant, reco.v1.Item item) {
    return item(tenant, item, Long.parseLong(item.getVersion()));
  }

  /** The tenant is not part of it. */
  public static reco.v1.Item encode(Item item) {
    var encoded =
        reco.v1.Item.newBuilder()
            .setItemId(item.id().id())
            .setTitle(item.title())
            .setDescription(item.description())
            .addAllCategories(item.categories())
            .addAllTags(item.tags())
            .setCreator(item.creator())
            .setPrice(decimal(item.price()))
            .setQuality(decimal(item.quality()))
            .addAllRegions(item.regions().stream().sorted().toList())
            .setMinAge(item.minAge())
            .setLanguage(item.language())
            .setHidden(item.hidden())
            .setUnavailable(item.unavailable())
            .setVersion(Long.toString(item.version()));
    if (item.publishMillis() != 0) {
      encoded.setPublishTime(Timestamps.fromMillis(item.publishMillis()));
    }
    return encoded.build();
  }

  /** The shortest decimal that is this float: 9.99 stays 9.99 as a double. */
  private static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  private static Checks check(reco.v1.Item item) {
    var checks = new Checks().id("item_id", item.getItemId());
    checkTexts(checks, item);
    checkNames(checks, "categories", item.getCategoriesList(), MAX_CATEGORIES);
    checkNames(checks, "tags", item.getTagsList(), MAX_TAGS);
    checkNumbers(checks, item);
    checkRegions(checks, item.getRegionsList());
    return checks
        .that(
            Timestamps.isValid(item.getPublishTime()) && item.getPublishTime().getSeconds() >= 0,
            "publish_time",
            item.getPublishTime().getSeconds() + " s",
            "a time after 1970")
        .language("language", item.getLanguage());
  }

  private static void checkTexts(Checks checks, reco.v1.Item item) {
    checks.text("title", item.getTitle(), MAX_TITLE_BYTES);
    checks.lines("description", item.getDescription(), MAX_DESCRIPTION_BYTES);
    checks.text("creator", item.getCreator(), MAX_NAME_BYTES);
  }

  private static void checkNames(Checks checks, String field, List<String> names, int most) {
    checks.that(names.size() <= most, field, names.size() + " of them", "at most " + most);
    names.forEach(name -> checks.id(field, name));
  }

  private static void checkNumbers(Checks checks, reco.v1.Item item) {
    checks.that(
        item.getPrice() >= 0 && item.getPrice() <= MAX_PRICE,
        "price",
        item.getPrice(),
        "0 to 1000000000");
    checks.that(
        item.getQuality() >= 0 && item.getQuality() <= 1, "quality", item.getQuality(), "0 to 1");
    checks.that(
        item.getMinAge() >= 0 && item.getMinAge() <= MAX_AGE,
        "min_age",
        item.getMinAge(),
        "0 to " + MAX_AGE + " years");
  }

  private static void checkRegions(Checks checks, List<String> regions) {
    checks.that(
        regions.size() <= MAX_REGIONS,
        "regions",
        regions.size() + " of them",
        "at most " + MAX_REGIONS);
    regions.forEach(region -> checks.country("regions", region));
  }

  private static Item item(String tenant, reco.v1.Item item, long version) {
    return new Item(
        new ItemId(tenant, item.getItemId()),
        item.getTitle(),
        item.getDescription(),
        distinct(item.getCategoriesList()),
        distinct(item.getTagsList()),
        item.getCreator(),
        (float) item.getPrice(),
        item.hasQuality() ? (float) item.getQuality() : UNKNOWN_QUALITY,
        item.hasPublishTime() ? Timestamps.toMillis(item.getPublishTime()) : 0,
        Set.copyOf(item.getRegionsList()),
        item.getMinAge(),
        item.getLanguage(),
        item.getHidden(),
        item.getUnavailable(),
        version);
  }

  private static List<String> distinct(List<String> names) {
    return List.copyOf(new LinkedHashSet<>(names));
  }
}
