package io.clientele.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.posexplode_outer;

import io.clientele.settings.Problem;
import io.clientele.settings.Problems;
import io.clientele.settings.SourceSettings;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that hold several lines, taken apart: one row for each element of an array, which stands in
 * the column {@code line} behind the row's own, with its place from 1 on in {@code line_number}. A
 * row without elements stays one row, without a line.
 *
 * @param source the source, whose key {@code lines} gives the array
 */
record SourceLines(SourceSettings source) {
  private static final String LINE = "line";
  private static final String NUMBER = "line_number";
  private static final String POSITION = "clientele_line_position";

  /**
   * Returns the lines of rows, or the rows where they are lines themselves.
   *
   * @throws io.clientele.failure.ClienteleException with exit code 2 where the expression gives no
   *     array of the rows' columns
   */
  Dataset<Row> of(Dataset<Row> raw) {
    if (source.lines().isEmpty()) {
      return raw;
    }
    Problems.raise(problems(raw));
    return raw.select(
            col("*"),
            posexplode_outer(expr(source.lines().get())).as(new String[] {POSITION, LINE}))
        .withColumn(NUMBER, col(POSITION).plus(1))
        .drop(POSITION);
  }

  /** Returns what is wrong with the expression. */
  List<Problem> problems(Dataset<Row> raw) {
    if (source.lines().isEmpty()) {
      return List.of();
    }
    for (String name : List.of(LINE, NUMBER)) {
      if (Arrays.stream(raw.columns()).anyMatch(name::equalsIgnoreCase)) {
        return List.of(
            new Problem(
                "source." + source.name() + ".lines",
                source.wheres().getOrDefault("lines", ""),
                "would give a column " + name + ", which the source has",
                "give that column another name in a query, or explode the lines there"));
      }
    }
    return new MappingCheck(source, raw).linesProblems();
  }
}
