package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The row rules and gates as they are read. */
class QualityReaderTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "shop.time-zone", "Europe/Berlin",
          "shop.currency", "EUR",
          "source.orders.path", "orders",
          "source.orders.format", "parquet",
          "source.orders.columns.order_id", "id",
          "source.orders.columns.customer_id", "customer",
          "source.orders.columns.ordered_at", "at");

  @Test
  void everyDefaultIsTheDocumentedOne() {
    Settings settings = SettingsReader.read(Optional.empty(), LEAST).settings();

    assertThat(settings.quality())
        .isEqualTo(
            new QualitySettings(
                0.01,
                OptionalInt.empty(),
                Set.of(
                    "cancelled",
                    "canceled",
                    "void",
                    "voided",
                    "failed",
                    "declined",
                    "expired",
                    "draft",
                    "checkout-draft",
                    "trash",
                    "incomplete",
                    "abandoned",
                    "fraud",
                    "closed-without-payment"),
                Set.of(
                    "0",
                    "-1",
                    "null",
                    "none",
                    "nil",
                    "n/a",
                    "na",
                    "nan",
                    "undefined",
                    "unknown",
                    "guest",
                    "anonymous",
                    "(not set)",
                    "-"),
                Set.of("customer_id", "currency", "coupon_code"),
                LocalDate.parse("1990-01-01"),
                90,
                0.05));
  }

  @Test
  void whatIsWrongIsNamed() {
    Map<String, String> wrong = new HashMap<>(LEAST);
    wrong.put("quality.order-level", "[statuz]");
    wrong.put("quality.earliest", "soon");
    wrong.put("source.orders.versions", "line");
    wrong.put("source.orders.columns.refunded_at", "back_at");

    assertThat(SettingsReader.read(Optional.empty(), wrong).problems())
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                new Problem(
                    "source.orders.columns.refunded_at",
                    "--set",
                    "needs what was refunded",
                    "map order_refund or is_returned too"),
                new Problem(
                    "source.orders.versions",
                    "--set",
                    "is line",
                    "map line_id, or set it to order"),
                new Problem("quality.order-level", "--set", "names statuz", "nearest: status"),
                new Problem(
                    "quality.earliest", "--set", "is soon", "needs a date such as 1990-01-01")));
  }
}
