package io.clientele.oracle;

import io.clientele.schema.CustomerFeatures;
import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.LoyaltyMethod;
import io.clientele.settings.LoyaltySettings;
import io.clientele.settings.LoyaltyWindow;
import io.clientele.settings.PurchaseCount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The loyalty family, fitted on the features of one day. */
final class OracleLoyalty {
  private final FamiliesSettings families;
  private double frequentCut;
  private double vipCut;
  private Optional<BigDecimal> revenueCut = Optional.empty();

  OracleLoyalty(List<OracleCells> fitOn, FamiliesSettings families) {
    this.families = families;
    LoyaltySettings settings = families.loyalty();
    this.frequentCut = settings.frequent().minimum();
    this.vipCut = settings.vip().minimum();
    if (settings.method() == LoyaltyMethod.QUANTILE) {
      fitQuantiles(fitOn);
    } else {
      fitDeviations(fitOn);
    }
  }

  /** Purchase days, or orders where they are counted. */
  static long occasions(OracleCells features, PurchaseCount count) {
    return switch (count) {
      case PURCHASE_DAYS -> features.count(CustomerFeatures.PURCHASE_DAYS);
      case ORDERS -> features.count(CustomerFeatures.ORDERS);
    };
  }

  /** The smallest value with at least ceil(p N) values at or below it. */
  static <T extends Comparable<T>> T quantile(List<T> values, double p) {
    List<T> sorted = new ArrayList<>(values);
    sorted.sort(null);
    return quantileOfSorted(sorted, p);
  }

  /**
   * The same of values in ascending order, which for everybody of a shop need not be sorted anew.
   */
  static <T> T quantileOfSorted(List<T> sorted, double p) {
    BigDecimal share = new BigDecimal(Double.toString(p));
    int rank =
        share
            .multiply(BigDecimal.valueOf(sorted.size()))
            .setScale(0, RoundingMode.CEILING)
            .intValueExact();
    return sorted.get(Math.max(rank, 1) - 1);
  }

  private void fitQuantiles(List<OracleCells> fitOn) {
    LoyaltySettings settings = families.loyalty();
    List<Long> counts = new ArrayList<>();
    List<BigDecimal> revenues = new ArrayList<>();
    for (OracleCells row : fitOn) {
      if (purchases(row) >= 2) {
        counts.add(purchases(row));
        revenue(row).ifPresent(revenues::add);
      }
    }
    if (counts.size() < settings.minRepeatCustomers()) {
      return;
    }
    frequentCut = Math.max(frequentCut, quantile(counts, settings.frequent().quantile()));
    vipCut = Math.max(vipCut, quantile(counts, settings.vip().quantile()));
    if (!revenues.isEmpty()) {
      revenueCut = Optional.of(quantile(revenues, settings.vip().quantile()));
    }
  }

  private void fitDeviations(List<OracleCells> fitOn) {
    List<Long> counts = new ArrayList<>();
    for (OracleCells row : fitOn) {
      if (purchases(row) > 0) {
        counts.add(purchases(row));
      }
    }
    counts.sort(null);
    int buyers = counts.size();
    if (buyers == 0) {
      return;
    }
    int rank = Math.min(Math.max(2, buyers / 100 + 1), (buyers + 1) / 2);
    long least = counts.get(rank - 1);
    long most = counts.get(buyers - rank);
    long sum = 0;
    long squares = 0;
    for (long n : counts) {
      long counted = Math.max(least, Math.min(most, n));
      sum += counted;
      squares += counted * counted;
    }
    double mean = (double) sum / buyers;
    double deviation = Math.sqrt((double) (buyers * squares - sum * sum)) / buyers;
    frequentCut = Math.max(mean + deviation, frequentCut);
    vipCut = Math.max(mean + 2 * deviation, vipCut);
  }

  private boolean looksAtYear() {
    return families.loyalty().window() == LoyaltyWindow.YEAR;
  }

  private long purchases(OracleCells row) {
    if (!looksAtYear()) {
      return occasions(row, families.count());
    }
    return switch (families.count()) {
      case PURCHASE_DAYS -> row.count(CustomerFeatures.PURCHASE_DAYS_365D);
      case ORDERS -> row.count(CustomerFeatures.ORDERS_365D);
    };
  }

  private Optional<BigDecimal> revenue(OracleCells row) {
    return row.amount(
        looksAtYear() ? CustomerFeatures.NET_REVENUE_365D : CustomerFeatures.NET_REVENUE);
  }

  String label(OracleCells row) {
    long n = purchases(row);
    if (row.count(CustomerFeatures.ORDERS) == 0) {
      return "Prospect";
    }
    if (n <= 1) {
      return "One Time Buyer";
    }
    boolean spends =
        revenueCut.isEmpty() || revenue(row).orElseThrow().compareTo(revenueCut.get()) >= 0;
    if (n >= vipCut && spends) {
      return "VIP";
    }
    return n >= frequentCut ? "Frequent Buyer" : "Loyal Customer";
  }
}
