package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.jobs.RunReport;
import io.clientele.jobs.RunReport.Reconciliation;
import io.clientele.jobs.RunReport.SegmentLine;
import io.clientele.jobs.RunReport.Stage;
import io.clientele.jobs.RunReport.Total;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  private static final String WHOLE =
      """
      Ringing Bell, 2011-12-09

      orders read            rows         amount
      ------------------------------------------
      source              541,909  9,747,747.934
        filtered                0          0.000
        accepted          401,561  8,000,000.000
        guests            135,080  1,700,000.434
        rejected            5,268     47,747.500
          no amount         5,000          0.000
          duplicate line      268     47,747.500
      rounding                            -0.004

      customers read   rows
      ---------------------
      source          1,002
        accepted      1,000
        rejected          2

      segments        customers  of all  of revenue
      ---------------------------------------------
      base
        all               4,372  100.0%      100.0%
        guests                -       -           -
      lifecycle
        Just Ordered      1,234   28.2%       61.0%
        Lost                  3    0.1%       -0.5%

      notes
        - The family clusters is off because the orders of this shop have no amount,
          and clusters need the net revenue of every customer.
        - Short.

      stages        rows   time
      -------------------------
      orders      25,900  3.2 s
      segments         -  0.0 s
      all stages          3.2 s

      tables
        orders             /w/orders
        customer_segments  s3a://w/customer_segments
      """;

  private static final RunReport NOTHING = RunReport.empty();

  @Test
  void showsAWholeRun() {
    String text = new ReportText(Glyphs.ASCII).of("Ringing Bell, 2011-12-09", whole());

    assertThat(text).isEqualTo(WHOLE);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void drawsRulesWhereTheTerminalCan() {
    RunReport report =
        new RunReport(
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(new Stage("orders", OptionalLong.of(5), Duration.ofMillis(1_234_567))),
            Map.of());

    assertThat(new ReportText(Glyphs.BOXES).of("Shop", report))
        .isEqualTo(
            """
            Shop

            stages      rows       time
            ───────────────────────────
            orders         5  1,234.6 s
            all stages        1,234.6 s
            """);
  }

  @Test
  void showsNothingButTheTitleOfAnEmptyReport() {
    assertThat(new ReportText(Glyphs.ASCII).of("Shop, 2025-01-01", NOTHING))
        .isEqualTo("Shop, 2025-01-01\n");
  }

  private static RunReport whole() {
    Map<String, Total> orders = new LinkedHashMap<>();
    orders.put("filtered", total(0, "0"));
    orders.put("accepted", total(401_561, "8000000.000000"));
    orders.put("guests", total(135_080, "1700000.434000"));
    orders.put("rejected", total(5_268, "47747.5"));
    Map<String, Total> reasons = new LinkedHashMap<>();
    reasons.put("no amount", total(5_000, "0"));
    reasons.put("duplicate line", total(268, "47747.5"));
    Map<String, Total> customers = new LinkedHashMap<>();
    customers.put("accepted", new Total(1_000, Optional.empty()));
    customers.put("rejected", new Total(2, Optional.empty()));
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("orders", "file:/w/orders");
    tables.put("customer_segments", "s3a://w/customer_segments");
    return new RunReport(
        List.of(
            new Reconciliation("orders", orders, reasons, Optional.of(new BigDecimal("-0.0040"))),
            new Reconciliation("customers", customers, Map.of(), Optional.empty())),
        List.of(
            segment("base", "all", 4_372, 1, 1),
            new SegmentLine(
                "base",
                "guests",
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()),
            segment("lifecycle", "Just Ordered", 1_234, 0.28225, 0.61),
            segment("lifecycle", "Lost", 3, 0.000686, -0.005)),
        tables,
        List.of(
            "The family clusters is off because the orders of this shop have no amount, and"
                + " clusters need the net revenue of every customer.",
            "Short."),
        List.of(
            new Stage("orders", OptionalLong.of(25_900), Duration.ofMillis(3_210)),
            new Stage("segments", OptionalLong.empty(), Duration.ofMillis(4))),
        Map.of("orders", "files"));
  }

  private static Total total(long rows, String amount) {
    return new Total(rows, Optional.of(new BigDecimal(amount)));
  }

  private static SegmentLine segment(
      String family, String segment, long customers, double share, double revenue) {
    return new SegmentLine(
        family,
        segment,
        OptionalLong.of(customers),
        OptionalDouble.of(share),
        OptionalDouble.of(revenue));
  }
}
