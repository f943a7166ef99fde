package io.clientele.oracle;

import io.clientele.schema.CustomerSegments;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the tables of a shop should hold after its dates were labelled one after the other. */
final class OracleHistory {
  /** Columns of fits that are not made again here. */
  static final List<String> FITTED =
      Stream.concat(
              Stream.of(
                  CustomerSegments.CLUSTER,
                  CustomerSegments.CLUSTER_DISTANCE,
                  CustomerSegments.CLUSTER_PREVIOUS,
                  CustomerSegments.CLUSTER_CHANGED_AT,
                  CustomerSegments.CLUSTER_FIT_DATE),
              OraclePrediction.COLUMNS.stream())
          .toList();

  private final OracleShop shop;
  private final Map<LocalDate, List<OracleCells>> features = new HashMap<>();
  private final NavigableMap<LocalDate, List<OracleCells>> segments = new TreeMap<>();
  private final Map<YearMonth, LocalDate> fits = new HashMap<>();

  OracleHistory(OracleShop shop) {
    this.shop = shop;
  }

  OracleShop shop() {
    return shop;
  }

  /** Labels a date; models are fitted on the first date of each month that is labelled. */
  void label(LocalDate date) {
    features.put(date, new OracleFeatures(shop, date).rows());
    LocalDate fitDate = fits.computeIfAbsent(YearMonth.from(date), month -> date);
    Map.Entry<LocalDate, List<OracleCells>> before = segments.lowerEntry(date);
    segments.put(
        date,
        new OracleSegments(shop.settings(), shop.customers(), features(fitDate), fitDate)
            .label(features(date), date, before == null ? List.of() : before.getValue()));
  }

  List<OracleCells> features(LocalDate date) {
    return features.getOrDefault(date, List.of());
  }

  List<OracleCells> segments(LocalDate date) {
    return segments.getOrDefault(date, List.of());
  }

  /** The summary, given the clusters and predictions of the jobs. */
  List<OracleCells> summary(LocalDate date, List<OracleCells> jobs) {
    return new OracleSummary(shop, date, fittedAs(jobs, date), features(date)).rows();
  }

  /** Our labels with the fitted columns of the jobs' rows. */
  private List<OracleCells> fittedAs(List<OracleCells> jobs, LocalDate date) {
    Map<String, OracleCells> theirs = new HashMap<>();
    jobs.forEach(row -> theirs.put(row.text(CustomerSegments.CUSTOMER_ID), row));
    List<OracleCells> rows = new ArrayList<>();
    for (OracleCells own : segments(date)) {
      OracleCells row = new OracleCells().putAll(own);
      OracleCells other =
          theirs.getOrDefault(own.text(CustomerSegments.CUSTOMER_ID), new OracleCells());
      FITTED.forEach(column -> row.put(column, other.all().get(column)));
      rows.add(row);
    }
    return rows;
  }
}
