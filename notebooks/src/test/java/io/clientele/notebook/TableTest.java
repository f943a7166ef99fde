package io.clientele.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rapaio.jupyter.kernel.display.DisplayData;

class TableTest {
  private static final Table TABLE =
      new Table(
          List.of("segment", "customers"),
          List.of(false, true),
          List.of(List.of("Fish & <Chips>", "1,200"), List.of("VIP", "40")));

  @Test
  void isShownAsHtmlAndAsText() {
    DisplayData shown = new NotebookDisplay().getDisplayRenderers().get(0).render("", TABLE);

    assertThat(shown.data())
        .containsEntry(
            "text/html",
            """
            <table>
            <thead><tr><th style="text-align: left">segment</th><th style="text-align: right">customers</th></tr></thead>
            <tbody>
            <tr><td style="text-align: left">Fish &amp; &lt;Chips&gt;</td><td style="text-align: right">1,200</td></tr>
            <tr><td style="text-align: left">VIP</td><td style="text-align: right">40</td></tr>
            </tbody>
            </table>
            """)
        .containsEntry("text/plain", "segment | customers\nFish & <Chips> | 1,200\nVIP | 40\n")
        .hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("values")
  void writesValuesAsPeopleDo(String column, @Nullable Object value, String text) {
    assertThat(Values.text(column, value)).isEqualTo(text);
  }

  static List<Arguments> values() {
    return List.of(
        Arguments.of("customers", 12345L, "12,345"),
        Arguments.of("net_revenue", new BigDecimal("12345.67"), "12,346"),
        Arguments.of("customer_share", 0.1234, "12.3%"),
        Arguments.of("return_probability_90d", 0.5, "50.0%"),
        Arguments.of("share_at_risk", 1.0, "100.0%"),
        Arguments.of("shared", 0.5, "0.5"),
        Arguments.of("spread", 1.6449, "1.64"),
        Arguments.of("gap", 123.45, "123"),
        Arguments.of("cluster", null, "–"),
        Arguments.of("high_spender", true, "true"));
  }
}
