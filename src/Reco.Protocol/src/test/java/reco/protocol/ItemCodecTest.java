package reco.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reco.model.id.ItemId;
import reco.model.item.Item;
import reco.protocol.Decoded.Invalid;
import reco.protocol.Decoded.Valid;

class ItemCodecTest {
  private static final long DAY_MILLIS = 86_400_000;

  @Test
  @DisplayName("API-14: a complete item survives the round trip")
  void aCompleteItemSurvivesTheRoundTrip() {
    Item item = item();

    var logged = ItemCodec.decodeLogged(item.id(), ItemCodec.encode(item), item.version());

    assertThat(logged).isEqualTo(new Valid<>(item));
    assertThat(ItemCodec.read("shop", ItemCodec.encode(item))).isEqualTo(item);
  }

  @Property(tries = 200)
  void pricesQualitiesAndTimesSurviveTheRoundTrip(
      @ForAll @FloatRange(min = 0, max = 1e9f) float price,
      @ForAll @FloatRange(min = 0, max = 1) float quality,
      @ForAll @LongRange(min = 0, max = 40_000 * DAY_MILLIS) long published) {
    Item item = with(price, quality, published);

    var read = ItemCodec.read("shop", ItemCodec.encode(item));

    assertThat(read).isEqualTo(item);
  }

  @Test
  void aPriceStaysTheDecimalThatWasSent() {
    var encoded = ItemCodec.encode(with(9.99f, 0.7f, 0));

    assertThat(encoded.getPrice()).isEqualTo(9.99);
    assertThat(encoded.getQuality()).isEqualTo(0.7);
  }

  @Test
  void anItemOfNothingButAnIdIsValid() {
    var decoded = ItemCodec.decode(sent().clear().setItemId("i").build());

    assertThat(decoded).isInstanceOf(Valid.class);
    Item item = ((Valid<Item>) decoded).value();
    assertThat(item.id()).isEqualTo(ItemId.of("i"));
    assertThat(item.quality()).isEqualTo(ItemCodec.UNKNOWN_QUALITY);
    assertThat(item.publishMillis()).isZero();
    assertThat(item.regions()).isEmpty();
  }

  @Test
  void theVersionThatAClientSendsIsNotTaken() {
    var decoded = ItemCodec.decode(sent().setVersion("999").build());

    assertThat(((Valid<Item>) decoded).value().version()).isZero();
  }

  @Test
  void aCategoryNamedTwiceIsTakenOnce() {
    var decoded = ItemCodec.decode(sent().addCategories("a").addCategories("a").build());

    assertThat(((Valid<Item>) decoded).value().categories()).containsExactly("a");
  }

  @Test
  void aLoggedItemMustHaveTheIdOfItsKey() {
    var decoded = ItemCodec.decodeLogged(ItemId.of("other"), sent().build(), 1);

    assertThat(decoded).isEqualTo(new Invalid<>("item_id", "i", "'other'"));
  }

  record Broken(String field, reco.v1.Item item) {}

  static List<Broken> broken() {
    var tooMany = IntStream.range(0, 65).mapToObj(i -> "n" + i).toList();
    return List.of(
        new Broken("item_id", sent().setItemId("").build()),
        new Broken("item_id", sent().setItemId("x".repeat(129)).build()),
        new Broken("item_id", sent().setItemId("a\u0000b").build()),
        new Broken("title", sent().setTitle("x".repeat(1_025)).build()),
        new Broken("title", sent().setTitle("two\nlines").build()),
        new Broken("description", sent().setDescription("x".repeat(16_385)).build()),
        new Broken("categories", sent().addAllCategories(tooMany.subList(0, 9)).build()),
        new Broken("categories", sent().addCategories("").build()),
        new Broken("tags", sent().addAllTags(tooMany.subList(0, 33)).build()),
        new Broken("tags", sent().addTags("x".repeat(129)).build()),
        new Broken("creator", sent().setCreator("x".repeat(129)).build()),
        new Broken("price", sent().setPrice(-0.01).build()),
        new Broken("price", sent().setPrice(Double.NaN).build()),
        new Broken("price", sent().setPrice(Double.POSITIVE_INFINITY).build()),
        new Broken("quality", sent().setQuality(1.1).build()),
        new Broken("quality", sent().setQuality(Double.NaN).build()),
        new Broken("publish_time", sent().setPublishTime(Timestamps.fromMillis(-1)).build()),
        new Broken("publish_time", sent().setPublishTime(beyondAllTime()).build()),
        new Broken("regions", sent().addAllRegions(tooMany).build()),
        new Broken("regions", sent().addRegions("de").build()),
        new Broken("regions", sent().addRegions("XX").build()),
        new Broken("min_age", sent().setMinAge(-1).build()),
        new Broken("min_age", sent().setMinAge(121).build()),
        new Broken("language", sent().setLanguage("not a language").build()));
  }

  @ParameterizedTest
  @MethodSource
  void broken(Broken broken) {
    assertThat(ItemCodec.decode(broken.item()))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid -> {
              assertThat(invalid.field()).isEqualTo(broken.field());
              assertThat(invalid.expected()).isNotEmpty();
            });
  }

  private static Timestamp beyondAllTime() {
    return Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
  }

  private static reco.v1.Item.Builder sent() {
    return reco.v1.Item.newBuilder().setItemId("i").setTitle("Title");
  }

  private static Item item() {
    return with(12.5f, 0.25f, 20_000 * DAY_MILLIS);
  }

  private static Item with(float price, float quality, long publishMillis) {
    return new Item(
        new ItemId("shop", "i"),
        "Title",
        "Two\nlines",
        List.of("drama", "crime"),
        List.of("slow", "noir"),
        "creator",
        price,
        quality,
        publishMillis,
        Set.of("DE", "AT"),
        16,
        "de-AT",
        true,
        true,
        77);
  }
}
