package reco.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final Budgets BUDGETS =
      new Budgets(
          ConfigFactory.parseString(
              "serve { requests_per_s.at-least = 2000, errors.at-most = 7, share.at-most = 0.5 }"));

  @Test
  void figuresKeepTheirOrderAndRemarksStayOutOfThem() {
    var figures =
        new Figures("serve", "slates")
            .with("requests_per_s", 1234.56789)
            .with("errors", 0L)
            .remark("as measured");

    assertThat(figures.fields().keySet()).containsExactly("requests_per_s", "errors");
    assertThat(figures.fields().get("requests_per_s")).isEqualTo(1234.568);
  }

  @Test
  void theTableAlignsNamesAndNumbersAndHoldsThemToTheirBudgets() {
    var figures =
        new Figures("serve", "slates")
            .with("requests_per_s", 1234.5)
            .with("errors", 7L)
            .with("share", 0.5)
            .with("trials", 3L)
            .remark("as measured");

    assertThat(figures.table(BUDGETS))
        .isEqualToNormalizingNewlines(
            """
            serve: slates
              requests_per_s       1,234.500  at least 2,000: MISSED
              errors                       7  at most 7: held
              share                    0.500  at most 0.5: held
              trials                       3
              as measured
            """);
  }

  @Test
  void withoutAConfigurationNothingIsHeldToAnything() {
    assertThat(Budgets.load().verdict("serve", "p99_ms", 1e9)).isEmpty();
  }
}
