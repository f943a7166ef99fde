package io.clientele.family;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Exact quantiles of many values, without holding them all: approxQuantile with a small error says
 * between which two values each one lies, and only the values between are counted one by one.
 *
 * <p>approxQuantile without error holds every value and sorts them in again and again, in the end
 * all in the driver: the labels of 4.5 million customers took 145 CPU seconds with it and 116
 * without, price levels that no longer go by text among it.
 *
 * @param rows the values, read three times
 * @param columns columns of numbers
 * @param probabilities 0 to 1
 */
record QuantileSearch(Dataset<Row> rows, List<String> columns, List<Double> probabilities) {
  /** Of ranks, as a share of all. */
  private static final double ERROR = 1e-4;

  /**
   * Where a quantile lies.
   *
   * @param column index of its column
   * @param probability which quantile
   * @param from a value at or below it
   * @param to a value at or above it
   */
  record Range(int column, double probability, double from, double to) {}

  /** Returns the quantiles of each column; none of one that holds nothing but nulls. */
  double[][] exact() {
    List<Range> ranges = ranges();
    double[] found = exact(ranges);
    double[][] quantiles = new double[columns.size()][0];
    for (int i = 0; i < found.length; i++) {
      int column = ranges.get(i).column();
      int known = quantiles[column].length;
      quantiles[column] = Arrays.copyOf(quantiles[column], known + 1);
      quantiles[column][known] = found[i];
    }
    return quantiles;
  }

  /**
   * By the guarantee of approxQuantile: what it gives is within the error of the rank asked for.
   */
  private List<Range> ranges() {
    double[] around = new double[2 * probabilities.size()];
    for (int i = 0; i < probabilities.size(); i++) {
      around[2 * i] = Math.max(0, probabilities.get(i) - 2 * ERROR);
      around[2 * i + 1] = Math.min(1, probabilities.get(i) + 2 * ERROR);
    }
    double[][] ends = rows.stat().approxQuantile(columns.toArray(String[]::new), around, ERROR);
    List<Range> ranges = new ArrayList<>();
    for (int column = 0; column < ends.length; column++) {
      for (int i = 0; 2 * i < ends[column].length; i++) {
        double[] at = ends[column];
        ranges.add(new Range(column, probabilities.get(i), at[2 * i], at[2 * i + 1]));
      }
    }
    return ranges;
  }

  /**
   * Returns the quantile in each range. Whether it lies in there is seen from the counts; where it
   * does not, it is looked for among all values.
   */
  double[] exact(List<Range> ranges) {
    if (ranges.isEmpty()) {
      return new double[0];
    }
    List<Column> counts = new ArrayList<>();
    for (Range range : ranges) {
      Column value = value(range);
      counts.add(count(value));
      counts.add(count_if(value.lt(range.from())));
      counts.add(count_if(value.leq(range.from())));
    }
    Row counted = rows.select(counts.toArray(Column[]::new)).head();
    long[] ranks = new long[ranges.size()];
    List<NavigableMap<Double, Long>> inside = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      Range range = ranges.get(i);
      long all = counted.getLong(3 * i);
      long below = counted.getLong(3 * i + 1);
      long upTo = counted.getLong(3 * i + 2);
      ranks[i] = Math.max(1, (long) Math.ceil(range.probability() * all)) - below;
      inside.add(new TreeMap<>(Map.of(range.from(), upTo - below)));
      if (ranks[i] > upTo - below) {
        open.add(i);
      }
    }
    countInside(ranges, open, inside);
    double[] quantiles = new double[ranges.size()];
    for (int i = 0; i < quantiles.length; i++) {
      Range range = ranges.get(i);
      quantiles[i] = at(ranks[i], inside.get(i)).orElseGet(() -> amongAll(range));
    }
    return quantiles;
  }

  /** Adds how often each value above the least of a range occurs. */
  private void countInside(
      List<Range> ranges, List<Integer> open, List<NavigableMap<Double, Long>> inside) {
    if (open.isEmpty()) {
      return;
    }
    List<Column> hits = new ArrayList<>();
    Column isHit = lit(false);
    for (int i : open) {
      Range range = ranges.get(i);
      Column value = value(range);
      Column isInside = value.gt(range.from()).and(value.leq(range.to()));
      hits.add(when(isInside, struct(lit(i).as("range"), value.as("value"))));
      isHit = isHit.or(isInside);
    }
    // Few rows have one: the others make no array.
    rows.filter(isHit)
        .select(explode(array_compact(array(hits.toArray(Column[]::new)))).as("hit"))
        .groupBy(col("hit.range"), col("hit.value"))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> inside.get(row.getInt(0)).put(row.getDouble(1), row.getLong(2)));
  }

  private Column value(Range range) {
    return col(columns.get(range.column())).cast("double");
  }

  private double amongAll(Range range) {
    return rows.stat()
        .approxQuantile(columns.get(range.column()), new double[] {range.probability()}, 0)[0];
  }

  /** The value at a rank from 1 among counted values; none outside of them. */
  private static OptionalDouble at(long rank, NavigableMap<Double, Long> counted) {
    long passed = 0;
    for (var value : counted.entrySet()) {
      passed += value.getValue();
      if (rank >= 1 && passed >= rank) {
        return OptionalDouble.of(value.getKey());
      }
    }
    return OptionalDouble.empty();
  }
}
