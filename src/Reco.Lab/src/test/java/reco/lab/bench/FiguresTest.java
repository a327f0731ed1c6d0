package reco.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void figuresKeepTheirOrderAndRemarksStayOutOfThem() {
    var figures =
        new Figures("serve").with("requests_per_s", 1234.56789).with("errors", 0L).remark("bar: x");

    assertThat(figures.fields().keySet()).containsExactly("requests_per_s", "errors");
    assertThat(figures.fields().get("requests_per_s")).isEqualTo(1234.568);
  }

  @Test
  void theTableAlignsNamesAndNumbers() {
    var figures =
        new Figures("serve").with("requests_per_s", 1234.5).with("errors", 7L).remark("bar: held");

    assertThat(figures.table())
        .isEqualTo(
            """
            serve
              requests_per_s       1,234.500
              errors                       7
              bar: held
            """);
  }
}
