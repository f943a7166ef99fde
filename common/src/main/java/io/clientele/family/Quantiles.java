package io.clientele.family;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Exact quantiles of a fit set: p is the smallest value with at least ceil(p n) values at or below
 * it, nulls left out. Holds the rows until it is closed.
 *
 * @param rows the fit set, few partitions, persisted
 * @param areFew whether approxQuantile may hold all values
 */
record Quantiles(Dataset<Row> rows, boolean areFew) implements AutoCloseable {
  private static final int PARTITIONS = 4;

  /** Up to so many customers, approxQuantile without error is one pass that holds all values. */
  private static final int FEW = 100_000;

  /**
   * Takes the fit set in.
   *
   * @param base what it was taken from
   */
  static Quantiles over(Dataset<Row> fitSet, FitBase base) {
    return new Quantiles(fitSet.coalesce(PARTITIONS).persist(), base.isWithin(FEW));
  }

  /** Returns the quantiles of each column; none of one that holds nothing but nulls. */
  double[][] of(List<String> columns, double... probabilities) {
    return areFew
        ? rows.stat().approxQuantile(columns.toArray(String[]::new), probabilities, 0)
        : new QuantileSearch(rows, columns, Arrays.stream(probabilities).boxed().toList()).exact();
  }

  /** Returns the cuts at some values, in one pass. */
  List<Cut> cuts(List<At> values) {
    return Cut.of(rows, values);
  }

  @Override
  public void close() {
    rows.unpersist();
  }

  /**
   * A value of a column.
   *
   * @param column the column
   * @param value the value
   */
  record At(String column, double value) {}

  /**
   * Where a group begins.
   *
   * @param value least value inside
   * @param ties fitted customers exactly at the value
   * @param atOrAbove fitted customers at or above it
   */
  record Cut(double value, long ties, long atOrAbove) {

    /** Returns the cuts of a fit set, in one pass. */
    static List<Cut> of(Dataset<Row> fitted, List<At> values) {
      if (values.isEmpty()) {
        return List.of();
      }
      List<Column> counts = new ArrayList<>();
      for (At at : values) {
        counts.add(countOf(col(at.column()).equalTo(at.value())));
        counts.add(countOf(col(at.column()).geq(at.value())));
      }
      Row row = fitted.select(counts.toArray(Column[]::new)).head();
      return IntStream.range(0, values.size())
          .mapToObj(i -> new Cut(values.get(i).value(), row.getLong(2 * i), row.getLong(2 * i + 1)))
          .toList();
    }

    private static Column countOf(Column condition) {
      return count_if(coalesce(condition, lit(false)));
    }
  }
}
