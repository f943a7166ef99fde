package io.clientele.oracle;

import static io.clientele.oracle.OracleCells.ratio;

import io.clientele.schema.ClusterProfiles;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.RevenueConcentration;
import io.clientele.schema.ValueRiskMatrix;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the customers of a date come to, counted one by one.
 *
 * @param date the date
 * @param scale digits of the shop's money
 * @param customers features and labels, one row a customer
 */
record OracleInsights(LocalDate date, int scale, List<OracleCells> customers) {

  List<OracleCells> valueRisk() {
    Map<List<String>, List<OracleCells>> fields =
        new TreeMap<>(Comparator.comparing(List::toString));
    for (OracleCells customer : customers) {
      fields
          .computeIfAbsent(
              List.of(customer.text("loyalty"), customer.text("lifecycle")),
              field -> new ArrayList<>())
          .add(customer);
    }
    List<OracleCells> rows = new ArrayList<>();
    fields.forEach((field, inside) -> rows.add(valueRisk(field.get(0), field.get(1), inside)));
    return rows;
  }

  private OracleCells valueRisk(String tier, String stage, List<OracleCells> inside) {
    List<OracleCells> repeat =
        inside.stream().filter(row -> row.count(CustomerFeatures.PURCHASE_DAYS) >= 2).toList();
    List<OracleCells> lost = repeat.stream().filter(this::isLostOfYear).toList();
    List<OracleCells> nobody = List.of();
    return new OracleCells()
        .put(ValueRiskMatrix.SEGMENT_DATE, date)
        .put(ValueRiskMatrix.LOYALTY, tier)
        .put(ValueRiskMatrix.LIFECYCLE, stage)
        .put(ValueRiskMatrix.CUSTOMERS, (long) inside.size())
        .put(ValueRiskMatrix.REPEAT_CUSTOMERS, (long) repeat.size())
        .put(ValueRiskMatrix.NET_REVENUE, sum(inside, CustomerFeatures.NET_REVENUE))
        .put(ValueRiskMatrix.NET_REVENUE_365D, sum(inside, CustomerFeatures.NET_REVENUE_365D))
        .put(ValueRiskMatrix.REVENUE_PACE, paces(repeat))
        .put(
            ValueRiskMatrix.REVENUE_AT_RISK, paces(stage.equals("Slipping Away") ? repeat : nobody))
        .put(ValueRiskMatrix.REVENUE_LOST, paces(stage.equals("Lost") ? repeat : nobody))
        .put(ValueRiskMatrix.LOST_365D, (long) lost.size())
        .put(ValueRiskMatrix.REVENUE_LOST_365D, paces(lost))
        .put(
            ValueRiskMatrix.EXPECTED_VALUE_365D,
            rounded(inside, CustomerSegments.EXPECTED_VALUE_365D));
  }

  private BigDecimal paces(List<OracleCells> customers) {
    return customers.stream().map(this::pace).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Revenue of a purchase day, times the days of a year at the mean gap, or as many as were. */
  private BigDecimal pace(OracleCells customer) {
    double net = customer.amount(CustomerFeatures.NET_REVENUE).orElseThrow().doubleValue();
    double days = customer.count(CustomerFeatures.PURCHASE_DAYS);
    double span =
        customer.count(CustomerFeatures.TENURE_DAYS)
            - customer.count(CustomerFeatures.RECENCY_DAYS);
    double ofYear = Math.min(days, 365 / (span / (days - 1)));
    return BigDecimal.valueOf(Math.max(0, net) / days * ofYear)
        .setScale(scale, RoundingMode.HALF_UP);
  }

  private boolean isLostOfYear(OracleCells customer) {
    return customer
        .day(CustomerSegments.LOST_SINCE)
        .filter(since -> ChronoUnit.DAYS.between(since, date) < 365)
        .isPresent();
  }

  /** Ranks all buyers in one list. */
  List<OracleCells> concentration() {
    List<BigDecimal> values =
        buyers().stream()
            .map(row -> row.amount(CustomerFeatures.NET_REVENUE).orElseThrow())
            .map(value -> value.max(BigDecimal.ZERO))
            .sorted(Comparator.reverseOrder())
            .toList();
    int n = values.size();
    BigDecimal all = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    Map<Integer, List<BigDecimal>> percentiles = new TreeMap<>();
    for (int i = 0; i < n; i++) {
      int percentile = (int) Math.ceil(100.0 * (i + 1) / n);
      percentiles.computeIfAbsent(percentile, number -> new ArrayList<>()).add(values.get(i));
    }
    List<OracleCells> rows = new ArrayList<>();
    BigDecimal soFar = BigDecimal.ZERO;
    int buyers = 0;
    for (Map.Entry<Integer, List<BigDecimal>> one : percentiles.entrySet()) {
      BigDecimal theirs = one.getValue().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      soFar = soFar.add(theirs);
      buyers += one.getValue().size();
      rows.add(
          new OracleCells()
              .put(RevenueConcentration.SEGMENT_DATE, date)
              .put(RevenueConcentration.PERCENTILE, one.getKey())
              .put(RevenueConcentration.CUSTOMERS, (long) one.getValue().size())
              .put(RevenueConcentration.NET_REVENUE, theirs)
              .put(RevenueConcentration.REVENUE_SHARE, ratio(theirs, all))
              .put(RevenueConcentration.CUMULATIVE_CUSTOMER_SHARE, ratio(buyers, n))
              .put(RevenueConcentration.CUMULATIVE_REVENUE_SHARE, ratio(soFar, all))
              .put(RevenueConcentration.GINI, gini(values, all)));
    }
    return rows;
  }

  /** Half the mean difference of all pairs, over the mean. */
  private static @Nullable Double gini(List<BigDecimal> values, BigDecimal all) {
    BigDecimal differences = BigDecimal.ZERO;
    for (BigDecimal left : values) {
      for (BigDecimal right : values) {
        differences = differences.add(left.subtract(right).abs());
      }
    }
    return ratio(differences, all.multiply(BigDecimal.valueOf(2L * values.size())));
  }

  List<OracleCells> profiles(List<String> features) {
    List<OracleCells> clustered =
        customers.stream().filter(row -> row.get(CustomerSegments.CLUSTER) != null).toList();
    TreeSet<String> names = new TreeSet<>();
    clustered.forEach(row -> names.add(row.text(CustomerSegments.CLUSTER)));
    List<OracleCells> rows = new ArrayList<>();
    for (String name : names) {
      List<OracleCells> inside =
          clustered.stream()
              .filter(row -> row.text(CustomerSegments.CLUSTER).equals(name))
              .toList();
      for (String feature : features) {
        rows.add(
            new OracleCells()
                .put(ClusterProfiles.SEGMENT_DATE, date)
                .put(ClusterProfiles.CLUSTER, name)
                .put(ClusterProfiles.FEATURE, feature)
                .put(ClusterProfiles.CUSTOMERS, (long) inside.size())
                .put(ClusterProfiles.CUSTOMER_SHARE, ratio(inside.size(), clustered.size()))
                .put(ClusterProfiles.MEAN, mean(inside, feature))
                .put(ClusterProfiles.BASE_MEAN, mean(clustered, feature)));
      }
    }
    return rows;
  }

  private static @Nullable Double mean(List<OracleCells> rows, String feature) {
    long known = rows.stream().filter(row -> row.get(feature) != null).count();
    return ratio(rounded(rows, feature), known);
  }

  private List<OracleCells> buyers() {
    return customers.stream().filter(row -> row.count(CustomerFeatures.PURCHASE_DAYS) > 0).toList();
  }

  private static BigDecimal sum(List<OracleCells> rows, String column) {
    return rows.stream()
        .map(row -> row.amount(column).orElseThrow())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The sum of what is known, each rounded to a millionth. */
  private static @Nullable Double rounded(List<OracleCells> rows, String column) {
    BigDecimal sum = null;
    for (OracleCells row : rows) {
      if (row.get(column) instanceof Number number) {
        BigDecimal value = new BigDecimal(number.toString()).setScale(6, RoundingMode.HALF_UP);
        sum = sum == null ? value : sum.add(value);
      }
    }
    return sum == null ? null : sum.doubleValue();
  }
}
