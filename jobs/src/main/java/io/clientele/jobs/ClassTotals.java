package io.clientele.jobs;

import io.clientele.quality.RowClass;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Row;

/**
 * The rows of a source by row class or, where they are rejected, by reason.
 *
 * @param classes the sums of each class that has rows
 */
record ClassTotals(Map<String, Sums> classes) {

  /** Keeps its own copy, by name, of those with rows. */
  ClassTotals {
    Map<String, Sums> kept = new TreeMap<>(classes);
    kept.values().removeIf(sums -> sums.lines() == 0);
    classes = Collections.unmodifiableMap(kept);
  }

  /** Returns the totals of nothing. */
  static ClassTotals none() {
    return new ClassTotals(Map.of());
  }

  /**
   * Collects totals.
   *
   * @param totals rows of {@code row_class, lines} and, where amounts are mapped, {@code exact,
   *     converted, units}
   */
  static ClassTotals of(List<Row> totals) {
    Map<String, Sums> classes = new TreeMap<>();
    totals.forEach(row -> classes.put(row.getString(row.fieldIndex("row_class")), Sums.of(row)));
    return new ClassTotals(classes);
  }

  /** Returns the totals of both. */
  ClassTotals plus(ClassTotals other) {
    return merged(other, Sums::plus);
  }

  /** Returns these totals without others that are part of them. */
  ClassTotals minus(ClassTotals other) {
    return merged(other, Sums::minus);
  }

  /** Returns whether any row is of a class. */
  boolean has(String rowClass) {
    return classes.containsKey(rowClass);
  }

  /** Returns how many rows were rejected. */
  long rejected() {
    return classes.entrySet().stream()
        .filter(entry -> RowClass.isRejection(entry.getKey()))
        .mapToLong(entry -> entry.getValue().lines())
        .sum();
  }

  private ClassTotals merged(ClassTotals other, BinaryOperator<Sums> operator) {
    Map<String, Sums> both = new TreeMap<>(classes);
    other.classes.forEach(
        (name, sums) ->
            both.put(name, operator.apply(both.getOrDefault(name, Sums.nothing()), sums)));
    return new ClassTotals(both);
  }

  /**
   * Sums of one class; amounts are 0 where none is mapped.
   *
   * @param lines rows
   * @param exact amounts as the source states them
   * @param converted the same in the shop's currency
   * @param units the same as stored, in whole money units
   */
  record Sums(long lines, BigDecimal exact, BigDecimal converted, long units) {

    static Sums nothing() {
      return new Sums(0, BigDecimal.ZERO, BigDecimal.ZERO, 0);
    }

    static Sums of(Row row) {
      return new Sums(
          row.getLong(row.fieldIndex("lines")),
          decimal(row, "exact"),
          decimal(row, "converted"),
          decimal(row, "units").longValueExact());
    }

    Sums plus(Sums other) {
      return new Sums(
          lines + other.lines,
          exact.add(other.exact),
          converted.add(other.converted),
          units + other.units);
    }

    Sums minus(Sums other) {
      return new Sums(
          lines - other.lines,
          exact.subtract(other.exact),
          converted.subtract(other.converted),
          units - other.units);
    }

    private static BigDecimal decimal(Row row, String column) {
      if (List.of(row.schema().fieldNames()).contains(column)) {
        Object value = row.get(row.fieldIndex(column));
        return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
      }
      return BigDecimal.ZERO;
    }
  }
}
