package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.FixedStages;
import io.clientele.settings.LifecycleMethod;
import io.clientele.settings.LifecycleSettings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The lifecycle family, fitted on the features of one day. */
final class OracleLifecycle {
  private final FamiliesSettings families;
  private final LifecycleSettings settings;
  private final LifecycleMethod method;
  private final long gaps;
  private final double mean;
  private final double deviation;
  private final double logMean;
  private final double logDeviation;

  OracleLifecycle(List<OracleCells> fitOn, FamiliesSettings families) {
    this.families = families;
    this.settings = families.lifecycle();
    long counted = 0;
    for (OracleCells row : fitOn) {
      counted += Math.min(20, gaps(row));
    }
    BigDecimal most =
        BigDecimal.valueOf(counted).divide(BigDecimal.valueOf(100)).max(BigDecimal.ONE);
    BigDecimal count = BigDecimal.ZERO;
    BigDecimal days = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    BigDecimal logs = BigDecimal.ZERO;
    BigDecimal logSquares = BigDecimal.ZERO;
    for (OracleCells row : fitOn) {
      if (gaps(row) > 0) {
        BigDecimal own = BigDecimal.valueOf(gaps(row));
        long span =
            row.count(CustomerFeatures.TENURE_DAYS) - row.count(CustomerFeatures.RECENCY_DAYS);
        long square = row.count(CustomerFeatures.GAP_SQUARE_SUM);
        count = count.add(weighed(own, own, most));
        days = days.add(weighed(BigDecimal.valueOf(span), own, most));
        squares = squares.add(weighed(BigDecimal.valueOf(square), own, most));
        BigDecimal log = row.amount(CustomerFeatures.GAP_LOG_SUM).orElseThrow();
        logs = logs.add(weighed(log, own, most));
        BigDecimal logSquare = row.amount(CustomerFeatures.GAP_LOG_SQUARE_SUM).orElseThrow();
        logSquares = logSquares.add(weighed(logSquare, own, most));
      }
    }
    double n = count.doubleValue();
    this.gaps = counted;
    this.mean = days.doubleValue() / n;
    BigDecimal spread = count.multiply(squares).subtract(days.pow(2));
    this.deviation = Math.sqrt(Math.max(0, spread.doubleValue())) / n;
    this.logMean = logs.doubleValue() / n;
    this.logDeviation = Math.sqrt(Math.max(0, logSquares.doubleValue() / n - logMean * logMean));
    this.method = counted < settings.minGaps() ? LifecycleMethod.FIXED : settings.method();
  }

  private static long gaps(OracleCells row) {
    return Math.max(0, row.count(CustomerFeatures.PURCHASE_DAYS) - 1);
  }

  /** A customer's sum times min(1, c / g). */
  private static BigDecimal weighed(BigDecimal sum, BigDecimal gaps, BigDecimal most) {
    return gaps.compareTo(most) <= 0
        ? sum
        : sum.multiply(most).divide(gaps, MathContext.DECIMAL128);
  }

  String method() {
    return method.name().toLowerCase(Locale.ROOT);
  }

  OracleCells label(OracleCells features) {
    OracleCells row = new OracleCells();
    row.put(CustomerSegments.LIFECYCLE_METHOD, method());
    row.put(CustomerSegments.DAYS_UNTIL_NEXT_STAGE, null);
    row.put(CustomerSegments.LOST_SINCE, null);
    if (features.get(CustomerFeatures.RECENCY_DAYS) == null) {
      row.put(CustomerSegments.LIFECYCLE, "Prospect");
      row.put(CustomerSegments.EXPECTED_GAP_DAYS, null);
      row.put(CustomerSegments.OVERDUE_RATIO, null);
      return row.put(CustomerSegments.NEXT_ORDER_DUE_DATE, null);
    }
    long recency = features.count(CustomerFeatures.RECENCY_DAYS);
    Double gap = gaps == 0 ? null : (Double) expectedGap(features);
    row.put(CustomerSegments.EXPECTED_GAP_DAYS, gap);
    row.put(CustomerSegments.OVERDUE_RATIO, OracleCells.ratio(recency, gap));
    row.put(
        CustomerSegments.NEXT_ORDER_DUE_DATE,
        gap == null
            ? null
            : features
                .day(CustomerFeatures.LAST_ORDER_DATE)
                .orElseThrow()
                .plusDays((long) Math.ceil(gap)));
    LocalDate last = features.day(CustomerFeatures.LAST_ORDER_DATE).orElseThrow();
    return stage(row, last, recency, limits(features, gap));
  }

  private static OracleCells stage(OracleCells row, LocalDate last, long recency, long[] limits) {
    String[] stages = {"Just Ordered", "Active", "Slipping Away"};
    for (int i = 0; i < stages.length; i++) {
      if (recency <= limits[i]) {
        row.put(CustomerSegments.LIFECYCLE, stages[i]);
        return row.put(
            CustomerSegments.DAYS_UNTIL_NEXT_STAGE, Math.toIntExact(limits[i] - recency + 1));
      }
    }
    row.put(CustomerSegments.LOST_SINCE, last.plusDays(limits[2] + 1));
    return row.put(CustomerSegments.LIFECYCLE, "Lost");
  }

  private double expectedGap(OracleCells features) {
    double weight = settings.priorWeight();
    double own = features.amount(CustomerFeatures.GAP_LOG_SUM).orElseThrow().doubleValue();
    long n = features.count(CustomerFeatures.PURCHASE_DAYS);
    return Math.exp((own + weight * logMean) / (n - 1 + weight));
  }

  private long[] limits(OracleCells features, @Nullable Double gap) {
    FixedStages fixed = settings.fixed();
    return switch (method) {
      case FIXED -> new long[] {fixed.justOrdered(), fixed.active(), fixed.slippingAway()};
      case SHOP -> rising(settings.justOrderedDays(), mean + deviation, mean + 2 * deviation);
      case RHYTHM, MODEL -> {
        double expected = gap == null ? Double.NaN : gap;
        long occasions = OracleLoyalty.occasions(features, families.count());
        double stretch = Math.min(Math.sqrt((double) occasions), settings.maxPatience());
        double wait = expected * Math.pow(stretch, Math.min(1, logDeviation));
        double spread = Math.max(settings.minSpread(), Math.exp(logDeviation / 2));
        yield rising(
            Math.min(settings.justOrderedDays(), expected), spread * wait, spread * spread * wait);
      }
    };
  }

  private static long[] rising(double first, double second, double third) {
    long justOrdered = (long) Math.ceil(first);
    long active = Math.max(justOrdered, (long) Math.ceil(second));
    return new long[] {justOrdered, active, Math.max(active, (long) Math.ceil(third))};
  }
}
