package reco.model.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ItemIdTest {
  @Test
  void aRecordKeyIsReadAsItWasWritten() {
    var item = new ItemId("shop", "with/slashes/schön");

    assertThat(ItemId.parse(item.recordKey())).isEqualTo(item);
  }

  @Test
  void aRecordKeyWithoutATenantIsRefused() {
    assertThatThrownBy(() -> ItemId.parse("item"))
        .hasMessage("item's record key: got 'item', expected TENANT/ID");
  }

  @Test
  void theSameIdOfTwoTenantsHasTwoKeys() {
    assertThat(new ItemId("a", "item").key()).isNotEqualTo(new ItemId("b", "item").key());
  }
}
