package io.clientele.oracle;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.SegmentValidity;
import java.util.List;
import java.util.Objects;

/** Rows of segment_validity, read. */
final class JudgedRows {
  private JudgedRows() {}

  /** The mean over the deciles of prediction, each weighted by its buyers. */
  static double share(List<OracleCells> rows, String column) {
    double sum = 0;
    double buyers = 0;
    for (OracleCells row : rows) {
      if (row.text(SegmentValidity.FAMILY).equals("prediction")) {
        double customers = row.count(SegmentValidity.CUSTOMERS);
        buyers += customers;
        sum +=
            column.equals(SegmentValidity.RETURNED)
                ? row.count(column)
                : customers * (Double) Objects.requireNonNull(row.get(column));
      }
    }
    return sum / buyers;
  }

  /** A row as a person would write it down. */
  static String counted(OracleCells row, int scale) {
    return String.join(
        " ",
        row.text(SegmentValidity.FAMILY),
        row.text(SegmentValidity.METHOD),
        row.text(SegmentValidity.SEGMENT),
        row.text(SegmentValidity.CUSTOMERS),
        row.text(SegmentValidity.RETURNED),
        row.text(SegmentValidity.PURCHASE_DAYS),
        row.amount(SegmentValidity.SPEND)
            .orElseThrow()
            .movePointRight(scale)
            .toBigIntegerExact()
            .toString());
  }

  /** Those whom a custom segment holds. */
  static List<OracleCells> in(String custom, List<OracleCells> labels) {
    return labels.stream().filter(row -> segments(row).contains(custom)).toList();
  }

  /** All others. */
  static List<OracleCells> notIn(String custom, List<OracleCells> labels) {
    return labels.stream().filter(row -> !segments(row).contains(custom)).toList();
  }

  private static List<?> segments(OracleCells row) {
    return row.get(CustomerSegments.CUSTOM_SEGMENTS) instanceof List<?> names ? names : List.of();
  }

  /** What is said of stages that do not fall. */
  static String doesNotFall(String method) {
    return "The stages of %s do not fall: on some date a later stage returned more often than the one before."
        .formatted(method);
  }
}
