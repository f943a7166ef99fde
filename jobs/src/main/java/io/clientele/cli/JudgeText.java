package io.clientele.cli;

import static org.apache.spark.sql.functions.col;

import io.clientele.family.Lifecycle;
import io.clientele.family.Loyalty;
import io.clientele.schema.SegmentValidity;
import io.clientele.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** A judgement as text: what the buyers of each segment did, past dates taken together. */
final class JudgeText {
  private static final List<String> ORDER =
      List.of(
          SegmentValidity.ALL,
          Lifecycle.JUST_ORDERED,
          Lifecycle.ACTIVE,
          Lifecycle.SLIPPING_AWAY,
          Lifecycle.LOST,
          Loyalty.VIP,
          Loyalty.FREQUENT_BUYER,
          Loyalty.LOYAL_CUSTOMER,
          Loyalty.ONE_TIME_BUYER);

  private final Glyphs glyphs;

  JudgeText(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** Returns the tables of a date's judgement; empty text where no past date could be judged. */
  String of(Tables tables, LocalDate date) {
    List<Row> rows =
        tables
            .read(SegmentValidity.SCHEMA)
            .filter(col(SegmentValidity.SEGMENT_DATE).equalTo(date))
            .collectAsList();
    if (rows.isEmpty()) {
      return "";
    }
    String days = days(rows.get(0));
    List<String> lines = new ArrayList<>(segments(rows, days));
    lines.add("");
    lines.addAll(curves(rows, days));
    return String.join("\n", lines) + "\n\n";
  }

  private List<String> segments(List<Row> rows, String days) {
    Map<String, Sum> sums = new LinkedHashMap<>();
    rows.stream()
        .sorted(
            Comparator.comparing((Row row) -> text(row, SegmentValidity.FAMILY))
                .thenComparing(row -> text(row, SegmentValidity.METHOD))
                .thenComparing(row -> place(text(row, SegmentValidity.SEGMENT)))
                .thenComparing(row -> text(row, SegmentValidity.SEGMENT)))
        .filter(row -> isShown(row))
        .forEach(row -> sums.merge(key(row), Sum.of(row), Sum::plus));
    double base = sums.containsKey("base buyers\tall") ? share(sums, "base buyers\tall") : 0;
    List<List<String>> cells = new ArrayList<>();
    String method = "";
    for (Map.Entry<String, Sum> entry : sums.entrySet()) {
      String[] names = entry.getKey().split("\t", 2);
      if (!names[0].equals(method)) {
        method = names[0];
        cells.add(List.of(method));
      }
      cells.add(entry.getValue().cells("  " + names[1], base));
    }
    return new TextTable(
            List.of("segments, " + days, "buyers", "came back", "lift", "spend each", "predicted"),
            cells)
        .lines(glyphs);
  }

  /** What every table is about: what came within so many days. */
  private static String days(Row row) {
    int days = row.getInt(row.fieldIndex(SegmentValidity.HORIZON_DAYS));
    return days == 1 ? "1 day on" : days + " days on";
  }

  /** Of a method as a whole, the row of all buyers is the same as the base's. */
  private static boolean isShown(Row row) {
    return text(row, SegmentValidity.FAMILY).equals("base")
        || !text(row, SegmentValidity.SEGMENT).equals(SegmentValidity.ALL);
  }

  private static String key(Row row) {
    return text(row, SegmentValidity.FAMILY)
        + " "
        + text(row, SegmentValidity.METHOD)
        + "\t"
        + text(row, SegmentValidity.SEGMENT);
  }

  private static double share(Map<String, Sum> sums, String key) {
    return Optional.ofNullable(sums.get(key)).map(Sum::share).orElse(0.0);
  }

  private static String place(String segment) {
    int place = ORDER.indexOf(segment);
    // Deciles in the order of their numbers.
    return place >= 0
        ? String.format(Locale.ROOT, "%02d", place)
        : segment.matches("\\d+")
            ? String.format(Locale.ROOT, "%02d", Integer.parseInt(segment))
            : "99";
  }

  private List<String> curves(List<Row> rows, String days) {
    List<List<String>> cells = new ArrayList<>();
    rows.stream()
        .filter(row -> text(row, SegmentValidity.FAMILY).equals("lifecycle"))
        .filter(row -> text(row, SegmentValidity.SEGMENT).equals(SegmentValidity.ALL))
        .sorted(
            Comparator.comparing((Row row) -> text(row, SegmentValidity.SNAPSHOT_DATE))
                .thenComparing(row -> text(row, SegmentValidity.METHOD)))
        .forEach(
            row ->
                cells.add(
                    List.of(
                        text(row, SegmentValidity.SNAPSHOT_DATE)
                            + " "
                            + text(row, SegmentValidity.METHOD),
                        number(row, SegmentValidity.LABEL_AUC),
                        number(row, SegmentValidity.SCORE_AUC),
                        number(row, SegmentValidity.TRUTH_AUC),
                        falls(row))));
    return new TextTable(List.of("lifecycle, " + days, "stages", "number", "truth", "falls"), cells)
        .lines(glyphs);
  }

  private static String falls(Row row) {
    int index = row.fieldIndex(SegmentValidity.IS_MONOTONE);
    return row.isNullAt(index) ? "-" : row.getBoolean(index) ? "yes" : "no";
  }

  private static String text(Row row, String column) {
    return String.valueOf(row.get(row.fieldIndex(column)));
  }

  private static String number(Row row, String column) {
    int index = row.fieldIndex(column);
    return row.isNullAt(index) ? "-" : String.format(Locale.ROOT, "%.3f", row.getDouble(index));
  }

  /** Buyers, returned, spend and predicted returns; the last two NaN where unknown. */
  private record Sum(double customers, double returned, double spend, double predicted) {

    static Sum of(Row row) {
      double customers = row.getLong(row.fieldIndex(SegmentValidity.CUSTOMERS));
      return new Sum(
          customers,
          row.getLong(row.fieldIndex(SegmentValidity.RETURNED)),
          known(row, SegmentValidity.SPEND_PER_CUSTOMER) * customers,
          known(row, SegmentValidity.PREDICTED_SHARE) * customers);
    }

    private static double known(Row row, String column) {
      int index = row.fieldIndex(column);
      return row.isNullAt(index) ? Double.NaN : row.getDouble(index);
    }

    Sum plus(Sum other) {
      return new Sum(
          customers + other.customers,
          returned + other.returned,
          spend + other.spend,
          predicted + other.predicted);
    }

    double share() {
      return returned / customers;
    }

    List<String> cells(String name, double base) {
      return List.of(
          name,
          Numbers.whole((long) customers),
          Numbers.percent(share()),
          base == 0 ? "-" : String.format(Locale.ROOT, "%.2f", share() / base),
          Double.isNaN(spend) ? "-" : String.format(Locale.ROOT, "%,.2f", spend / customers),
          Double.isNaN(predicted) ? "-" : Numbers.percent(predicted / customers));
    }
  }
}
