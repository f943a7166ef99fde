package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.quality.OrderFinding;
import io.clientele.quality.RowClass;
import io.clientele.schema.Money;
import io.clientele.settings.Settings;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Turns row-class totals into the reconciliation of a source, and guards its quality. */
final class RowTotals {

  /** What is told of orders beside the classes of their lines. */
  private static final Map<OrderFinding, String> TOLD =
      Map.of(
          OrderFinding.ORDER_DISCOUNT, "discounts of orders",
          OrderFinding.ORDER_REFUND, "refunds of orders",
          OrderFinding.JOINED_GUEST, "guest orders of registered customers",
          OrderFinding.KNOWN_GUEST, "guest orders of people known by a key",
          OrderFinding.JOINED_ACCOUNT, "orders of joined accounts");

  /** Their amounts are taken off. */
  private static final Set<OrderFinding> LESS =
      Set.of(OrderFinding.ORDER_DISCOUNT, OrderFinding.ORDER_REFUND);

  private RowTotals() {}

  /** Reconciles a source; amounts only where there are some. */
  static RunReport.Reconciliation of(
      String source, ClassTotals totals, Optional<Money> money, Settings settings) {
    Map<String, RunReport.Total> classes = new LinkedHashMap<>();
    List.of(
            RowClass.SUPERSEDED,
            RowClass.FILTERED,
            RowClass.ACCEPTED,
            RowClass.GUESTS,
            RowClass.REJECTED,
            RowClass.FORGOTTEN)
        .forEach(name -> classes.put(name, nothing(money)));
    Map<String, RunReport.Total> reasons = new LinkedHashMap<>();
    totals.classes().entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, ClassTotals.Sums> entry) -> -entry.getValue().lines())
                .thenComparing(Map.Entry::getKey))
        .forEach(
            entry -> {
              String name = entry.getKey();
              boolean isRejection = RowClass.isRejection(name);
              RunReport.Total total = total(entry.getValue(), money);
              classes.merge(isRejection ? RowClass.REJECTED : name, total, RunReport.Total::plus);
              if (isRejection) {
                reasons.put(name, total);
              }
            });
    return new RunReport.Reconciliation(
        source,
        classes,
        reasons,
        money.map(scale -> rounding(totals, scale)),
        ofOrders(totals, settings),
        new WordMeaning(settings).of(totals, money.isPresent()));
  }

  private static Map<String, RunReport.Total> ofOrders(ClassTotals totals, Settings settings) {
    Map<String, RunReport.Total> ofOrders = new LinkedHashMap<>();
    TOLD.forEach(
        (finding, name) -> {
          ClassTotals.Sums sums = totals.of(finding);
          if (sums.lines() > 0) {
            long units = LESS.contains(finding) ? -sums.units() : sums.units();
            BigDecimal amount = BigDecimal.valueOf(units, settings.money().scale());
            ofOrders.put(
                name,
                new RunReport.Total(
                    sums.lines(),
                    Optional.of(amount).filter(known -> settings.sources().knowsMoney())));
          }
        });
    return new TreeMap<>(ofOrders);
  }

  /** Fails the run where more rows are rejected than the shop allows. */
  static void guard(
      RunReport.Reconciliation rows, double maxRejectedShare, Supplier<RefusedFile.Written> shown) {
    long rejected = rows.of(RowClass.REJECTED).rows();
    long all = rows.all().rows();
    if (rejected <= maxRejectedShare * all) {
      return;
    }
    RefusedFile.Written written = shown.get();
    StringBuilder reasons = new StringBuilder();
    rows.rejected()
        .forEach(
            (reason, total) ->
                reasons
                    .append("\n    ")
                    .append(reason)
                    .append(": ")
                    .append(total.rows())
                    .append(written.examples(reason)));
    written.broken().ifPresent(text -> reasons.append("\n    ").append(text));
    throw ClienteleException.of(
        ExitCode.QUALITY,
        String.format(
            Locale.ROOT,
            "%d of %d rows of source %s are rejected (%.3f%%), more than quality.max-rejected-share"
                + " allows (%.3f%%); no table was written",
            rejected,
            all,
            rows.source(),
            100.0 * rejected / all,
            100 * maxRejectedShare),
        "source." + rows.source() + reasons,
        "look at "
            + written.place()
            + ", mend the source or its mapping, leave rows out by source."
            + rows.source()
            + ".filter, or raise quality.max-rejected-share");
  }

  private static RunReport.Total nothing(Optional<Money> money) {
    return new RunReport.Total(0, money.map(scale -> BigDecimal.ZERO));
  }

  private static RunReport.Total total(ClassTotals.Sums sums, Optional<Money> money) {
    return new RunReport.Total(sums.lines(), money.map(scale -> sums.exact()));
  }

  /** Stored amounts less exact ones, over the rows that were taken. */
  private static BigDecimal rounding(ClassTotals totals, Money money) {
    BigDecimal rounding = BigDecimal.ZERO;
    for (String taken : List.of(RowClass.ACCEPTED, RowClass.GUESTS)) {
      ClassTotals.Sums sums = totals.classes().getOrDefault(taken, ClassTotals.Sums.nothing());
      BigDecimal stored = BigDecimal.valueOf(sums.units(), money.scale());
      rounding = rounding.add(stored.subtract(sums.converted()));
    }
    return rounding;
  }
}
