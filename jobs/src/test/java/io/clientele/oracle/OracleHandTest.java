package io.clientele.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.oracle.OracleLine.RowClass;
import io.clientele.settings.Settings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The oracle against numbers worked out by hand. */
class OracleHandTest {
  private final Settings settings = ShopFixture.under(Path.of("nowhere")).settings();

  private static OracleRow line(String order, String customer, String at, String... more) {
    OracleRow row =
        OracleRow.of(
            "order_id",
            order,
            "customer_id",
            customer,
            "ordered_at",
            at,
            "quantity",
            "1",
            "unit_price",
            "10.00");
    for (int i = 0; i < more.length; i += 2) {
      row = row.with(more[i], more[i + 1]);
    }
    return row;
  }

  private OracleShop shop(List<OracleRow> orders, List<OracleRow> events) {
    return OracleShop.of(new OracleShop.Raw(orders, List.of(), events), settings);
  }

  @Test
  void judgesEachLineByTheFirstRuleThatFits() {
    List<OracleLine> lines =
        new OracleLineRules(settings)
            .judge(
                List.of(
                    line(" ", "a", "2024-01-01"),
                    line("1", "a", "2024-02-30"),
                    line("1", "a", "2024-01-01", "quantity", "NaN"),
                    line("1", "a", "2024-01-01", "quantity", "500000000", "currency", "XAU"),
                    line("2", "a", "2024-01-01"),
                    line("2", "b", "never"),
                    line("3", "a", "2024-01-02", "line_id", "7"),
                    line("3", " ", "2024-01-01", "line_id", "7"),
                    line("4", "a", "2024-01-01", "currency", "CHF"),
                    line("5", "", "2024-01-01", "currency", "eur"),
                    line("5", "", "2024-01-01").leftOut()));

    assertThat(lines)
        .extracting(line -> line.reason().orElse(line.rowClass().toString()))
        .containsExactly(
            "no order id",
            "no time",
            "no amount",
            "no amount",
            "order under two customers",
            "no time",
            "duplicate line",
            "ACCEPTED",
            "foreign currency",
            "GUESTS",
            "FILTERED");
    assertThat(lines.get(7).customerId()).contains("a");
    assertThat(lines.get(10).rowClass()).isEqualTo(RowClass.FILTERED);
  }

  @Test
  void roundsEachLineOnceAndKeepsReturnsApart() {
    OracleOrder order =
        shop(
                List.of(
                    line("1", "a", "2024-03-31 02:00:00", "quantity", "3", "unit_price", "0.00015"),
                    line("1", "a", "2024-03-31 01:30:00", "unit_price", "0.00005"),
                    line("1", "a", "2024-03-31 03:00:00", "quantity", "-2", "unit_price", "1.5"),
                    line("1", "a", "2024-03-31 03:00:00", "quantity", "0", "unit_price", "4"),
                    line("1", "a", "2024-03-31 03:00:00", "status", "VOID", "quantity", "2")),
                List.of())
            .orders()
            .get(0);

    assertThat(order.at()).hasToString("2024-03-31T01:00:00Z");
    assertThat(order.orderClass()).isEqualTo("purchase");
    assertThat(order.sums())
        .isEqualTo(
            new OracleOrder.Sums(5, new BigDecimal("4.000"), 6, 30_000, 200_000, 0, false, 3, 2));
  }

  @Test
  void measuresGapsWindowsAndMoney() {
    OracleShop shop =
        shop(
            List.of(
                line("1", "a", "2024-02-29 23:59:59.999999", "discount", "10"),
                line("2", "a", "2024-03-01"),
                line("3", "a", "2024-03-11", "quantity", "2", "coupon_code", "X"),
                line("4", "a", "2024-03-12", "quantity", "-1"),
                line("5", "a", "2024-03-13 00:00:00")),
            List.of());

    OracleCells row = new OracleFeatures(shop, LocalDate.parse("2024-03-12")).rows().get(0);

    assertThat(row.all())
        .containsEntry("orders", 3L)
        .containsEntry("recency_days", 1)
        .containsEntry("tenure_days", 12)
        .containsEntry("gap_mean_days", 5.5)
        .containsEntry("gap_stddev_days", 4.5)
        .containsEntry("gap_median_days", 5.5)
        .containsEntry("gap_square_sum", 101L)
        .containsEntry("gap_log_sum", new BigDecimal("2.302585092994"))
        .containsEntry("gross_revenue", new BigDecimal("4E+1"))
        .containsEntry("net_revenue_30d", new BigDecimal("3E+1"))
        .containsEntry("average_order_value", 40 / 3.0)
        .containsEntry("return_rate", 0.25)
        .containsEntry("discounted_order_share", 2 / 3.0)
        .containsEntry("discount_share", 0.2)
        .containsEntry("coupon_orders", 1L)
        .containsEntry("carts_90d", 0L)
        .containsEntry("cart_abandonment_rate", null);
  }

  @Test
  void decidesCartsByTheDayAfterTheirLastTouch() {
    OracleShop shop =
        shop(
            List.of(
                line("1", "a", "2024-03-31 12:00:00"),
                line("2", "a", "2024-04-06 09:00:00.000001")),
            List.of(
                cart("a", "2024-03-30 11:00:00", "converted at 24 h, 25 on the clock"),
                cart("a", "2024-04-05 09:00:00", "abandoned by a microsecond"),
                cart("a", "2024-04-08 00:00:00", "open"),
                cart("a", "2024-04-07 23:59:59.999999", "abandoned")));

    OracleCells row = new OracleFeatures(shop, LocalDate.parse("2024-04-08")).rows().get(0);

    assertThat(row.all())
        .containsEntry("carts_90d", 4L)
        .containsEntry("abandoned_carts_90d", 2L)
        .containsEntry("cart_abandonment_rate", 2 / 3.0);
  }

  private static OracleRow cart(String customer, String at, String session) {
    return OracleRow.of(
        "customer_id", customer, "occurred_at", at, "event_type", "Cart", "session_id", session);
  }

  @Test
  void takesTheSmallestValueThatEnoughLieBelow() {
    assertThat(OracleLoyalty.quantile(List.of(4, 1, 3, 2), 0.75)).isEqualTo(3);
    assertThat(OracleLoyalty.quantile(List.of(4, 1, 3, 2, 5), 0.75)).isEqualTo(4);
    assertThat(OracleLoyalty.quantile(List.of(7), 0.9)).isEqualTo(7);
  }

  @Test
  void givesAShopWithoutGapsTheFixedStages() {
    OracleCells buyer =
        new OracleFeatures(
                shop(List.of(line("1", "a", "2024-01-01")), List.of()),
                LocalDate.parse("2024-03-31"))
            .rows()
            .get(0);

    OracleCells label = new OracleLifecycle(List.of(buyer), settings.families()).label(buyer);

    assertThat(label.all())
        .isEqualTo(
            new OracleCells()
                .put("lifecycle", "Active")
                .put("lifecycle_method", "fixed")
                .put("expected_gap_days", null)
                .put("overdue_ratio", null)
                .put("days_until_next_stage", 1)
                .put("next_order_due_date", null)
                .put("lost_since", null)
                .all());
    assertThat(new OracleLoyalty(List.of(buyer), settings.families()).label(buyer))
        .isEqualTo("One Time Buyer");
    assertThat(
            Map.copyOf(
                new OracleReadyMade(settings, LocalDate.parse("2024-03-31")).flags(buyer).all()))
        .containsEntry("non_buyers_90d", true)
        .containsEntry("lapsed_customers", true)
        .containsEntry("new_customers", false);
  }
}
