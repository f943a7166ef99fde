package io.clientele.family;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.sort_array;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The known values of a column in ascending order.
 *
 * @param values the values
 */
record SortedValues(List<Double> values) {

  /**
   * Returns the values of each column.
   *
   * @param sample a sample that is bounded by the configuration: all its values come to the driver
   */
  static List<SortedValues> of(Dataset<Row> sample, List<String> columns) {
    Column[] lists =
        columns.stream()
            .map(name -> sort_array(collect_list(col(name).cast("double"))))
            .toArray(Column[]::new);
    Row row = sample.agg(lists[0], Arrays.copyOfRange(lists, 1, lists.length)).head();
    return IntStream.range(0, lists.length)
        .mapToObj(i -> new SortedValues(row.<Double>getList(i)))
        .toList();
  }

  /** Returns the limits that keep a few from stretching a scale; empty without values. */
  Optional<Winsor> winsor() {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    int rank = (int) Winsor.rank(values.size());
    return Optional.of(new Winsor(values.get(rank - 1), values.get(values.size() - rank)));
  }

  /** Returns the smallest value with at least the share of all at or below it. */
  OptionalDouble quantile(double share) {
    return values.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.get(Math.max(1, (int) Math.ceil(share * values.size())) - 1));
  }

  /** Returns the quantile, unless more than half reach it: then it tells nobody apart. */
  OptionalDouble telling(double share) {
    OptionalDouble quantile = quantile(share);
    int n = values.size();
    return quantile.isPresent() && values.get(n - n / 2 - 1) >= quantile.getAsDouble()
        ? OptionalDouble.empty()
        : quantile;
  }
}
