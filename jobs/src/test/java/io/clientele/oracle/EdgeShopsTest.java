package io.clientele.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Orders;
import io.clientele.schema.SegmentModels;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shops at the edge of what a shop can be. */
class EdgeShopsTest {
  private static final LocalDate DATE = LocalDate.parse("2024-02-29");

  @TempDir private Path folder;

  private static OracleRow line(String order, String customer, LocalDate day) {
    return OracleRow.of(
        "order_id",
        order,
        "customer_id",
        customer,
        "ordered_at",
        day + " 12:00:00",
        "quantity",
        "1",
        "unit_price",
        "10.00");
  }

  private static OracleRow registration(String customer, String day) {
    return OracleRow.of("customer_id", customer, "registered_at", day);
  }

  private ShopRuns requireAgreement(List<OracleRow> orders, List<OracleRow> customers) {
    ShopFixture shop = ShopFixture.under(folder);
    OracleShop.Raw raw = new OracleShop.Raw(orders, customers, List.of());
    SourceFiles.write(raw, folder, 1);
    ShopRuns runs = new ShopRuns(shop);
    OracleHistory history = new OracleHistory(OracleShop.of(raw, shop.settings()));
    runs.ingest(DATE);
    runs.label(DATE);
    history.label(DATE);
    ShopAgreement agreement = new ShopAgreement(runs, history);
    agreement.requireOrders();
    agreement.requireFeatures(DATE);
    agreement.requireSegments(DATE);
    agreement.requireSummary(DATE);
    return runs;
  }

  private static Map<String, Integer> labels(ShopRuns runs, String column) {
    Map<String, Integer> counts = new TreeMap<>();
    for (OracleCells row : runs.rows(CustomerSegments.SCHEMA, DATE)) {
      counts.merge(row.text(column), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void nothingAtAll() {
    ShopRuns runs = requireAgreement(List.of(), List.of());
    assertThat(runs.rows(Orders.SCHEMA)).isEmpty();
    assertThat(runs.rows(CustomerSegments.SCHEMA)).isEmpty();
  }

  @Test
  void nobodyYetBesideGuests() {
    LocalDate next = DATE.plusDays(1);
    ShopRuns runs =
        requireAgreement(
            List.of(line("1", "a", next), line("2", " ", DATE), line("3", "", DATE)),
            List.of(registration("a", next + " 00:00:00")));
    assertThat(runs.rows(Orders.SCHEMA)).hasSize(3);
    assertThat(runs.rows(CustomerSegments.SCHEMA)).isEmpty();
  }

  @Test
  void oneCustomer() {
    ShopRuns runs = requireAgreement(List.of(line("1", "a", DATE)), List.of());
    assertThat(labels(runs, "lifecycle")).isEqualTo(Map.of("Just Ordered", 1));
    assertThat(labels(runs, "cluster")).isEqualTo(Map.of("null", 1));
  }

  @Test
  void nobodyBought() {
    ShopRuns runs =
        requireAgreement(
            List.of(
                line("1", "r", DATE).with("quantity", "-1"),
                line("2", "s", DATE.minusDays(3)).with("quantity", "-2"),
                line("3", "t", DATE.minusDays(3)).with("quantity", "0")),
            List.of(
                registration("a", "2024-01-31"),
                registration("b", "2024-01-30 23:59:59.999999"),
                registration("c", "2024-02-29 23:59:59.999999"),
                registration("d", "2024-03-01")));
    assertThat(labels(runs, "lifecycle")).isEqualTo(Map.of("Prospect", 6));
    assertThat(labels(runs, "loyalty")).isEqualTo(Map.of("Prospect", 6));
    assertThat(labels(runs, "cluster")).isEqualTo(Map.of("null", 6));
    assertThat(labels(runs, "new_customers")).isEqualTo(Map.of("true", 2, "false", 4));
  }

  @Test
  void allAlike() {
    List<OracleRow> orders = new ArrayList<>();
    for (int customer = 0; customer < 60; customer++) {
      for (int order = 0; order < 4; order++) {
        LocalDate day = DATE.minusDays(10L * order);
        orders.add(line(customer + "-" + order, "c" + customer, day));
      }
    }
    ShopRuns runs = requireAgreement(orders, List.of());
    assertThat(labels(runs, "loyalty")).isEqualTo(Map.of("VIP", 60));
    assertThat(labels(runs, "rfm_recency")).isEqualTo(Map.of("5", 60));
    assertThat(labels(runs, "rfm_frequency")).isEqualTo(Map.of("3", 60));
    assertThat(labels(runs, "rfm_monetary")).isEqualTo(Map.of("3", 60));
    assertThat(labels(runs, "cluster")).hasSize(1).doesNotContainKey("null");
  }

  @Test
  void tiesAtTheQuantiles() {
    List<OracleRow> orders = new ArrayList<>();
    for (int customer = 0; customer < 80; customer++) {
      // 50 with two days, 8 with five, 22 with six: both quantiles fall on the same six.
      int days = customer < 50 ? 2 : customer < 58 ? 5 : 6;
      for (int order = 0; order < days; order++) {
        LocalDate day = DATE.minusDays((customer % 9 + 5L) * order + customer % 4);
        orders.add(line(customer + "-" + order, "c" + customer, day));
      }
    }
    ShopRuns runs = requireAgreement(orders, List.of());
    assertThat(labels(runs, "loyalty")).isEqualTo(Map.of("Loyal Customer", 58, "VIP", 22));
  }

  @Test
  void fewerPointsThanClusters() {
    List<OracleRow> orders = new ArrayList<>();
    for (int customer = 0; customer < 30; customer++) {
      LocalDate day = DATE.minusDays(customer % 3 * 100L);
      orders.add(line("o" + customer, "c" + customer, day));
    }
    ShopRuns runs = requireAgreement(orders, List.of());
    assertThat(labels(runs, "cluster")).hasSize(3).doesNotContainKey("null");
    assertThat(
            runs.rows(SegmentModels.SCHEMA).stream()
                .map(row -> row.get(SegmentModels.FIT_DATE))
                .filter(Objects::nonNull))
        .containsOnly(DATE);
  }
}
