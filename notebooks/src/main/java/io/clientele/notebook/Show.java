package io.clientele.notebook;

import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.clientele.family.Lifecycle;
import io.clientele.family.Loyalty;
import io.clientele.schema.TableColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.DefaultIntervalXYDataset;
import org.jfree.data.xy.DefaultXYZDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * What a cell may end with, to be looked at: the first columns of the rows say where, the others
 * how much.
 */
public final class Show {

  /** The stages of the lifecycle, from the best. */
  public static final List<String> STAGES =
      List.of(
          Lifecycle.JUST_ORDERED,
          Lifecycle.ACTIVE,
          Lifecycle.SLIPPING_AWAY,
          Lifecycle.LOST,
          Lifecycle.PROSPECT);

  /** The tiers of loyalty, from the best. */
  public static final List<String> TIERS =
      List.of(
          Loyalty.VIP,
          Loyalty.FREQUENT_BUYER,
          Loyalty.LOYAL_CUSTOMER,
          Loyalty.ONE_TIME_BUYER,
          Lifecycle.PROSPECT);

  private Show() {}

  /** Shows the first rows as a table. */
  public static Table table(Dataset<Row> rows) {
    return Table.of(rows);
  }

  /** Shows columns with their meaning. */
  public static Table table(List<TableColumn> columns) {
    return new Table(
        List.of("column", "meaning"),
        List.of(false, false),
        columns.stream().map(column -> List.of(column.name(), column.comment())).toList());
  }

  /**
   * Draws bars to the right: a category a row, and a bar for every other column.
   *
   * @param unit what is counted
   * @param rows text, number and more numbers
   */
  public static Chart bars(String title, String unit, Dataset<Row> rows) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    String[] columns = rows.columns();
    for (Row row : rows.collectAsList()) {
      for (int index = 1; index < columns.length; index++) {
        if (!row.isNullAt(index)) {
          data.addValue(
              number(row, index), Values.heading(columns[index]), String.valueOf(row.get(0)));
        }
      }
    }
    return Chart.bars(title, unit, data, Values.isShare(columns[1]));
  }

  /**
   * Draws lines.
   *
   * @param across what the first column is, with its unit
   * @param up what the others are, with their unit
   * @param rows number across, and a number a line
   */
  public static Chart lines(String title, String across, String up, Dataset<Row> rows) {
    String[] columns = rows.columns();
    List<XYSeries> series = new ArrayList<>();
    for (int index = 1; index < columns.length; index++) {
      series.add(new XYSeries(Values.heading(columns[index])));
    }
    for (Row row : rows.collectAsList()) {
      for (int index = 1; index < columns.length; index++) {
        if (!row.isNullAt(index)) {
          series.get(index - 1).add(number(row, 0), number(row, index));
        }
      }
    }
    XYSeriesCollection data = new XYSeriesCollection();
    series.forEach(data::addSeries);
    return Chart.lines(
        title, new Chart.Axis(across, columns[0]), new Chart.Axis(up, columns[1]), data);
  }

  /**
   * Draws columns as wide as their classes.
   *
   * @param across what the classes are of, with its unit
   * @param up what their height is, with its unit
   * @param rows from, to and height; a class without an end is left out
   */
  public static Chart histogram(String title, String across, String up, Dataset<Row> rows) {
    String[] columns = rows.columns();
    List<Row> closed = rows.collectAsList().stream().filter(row -> !row.isNullAt(1)).toList();
    double[][] values = new double[6][closed.size()];
    for (int index = 0; index < closed.size(); index++) {
      Row row = closed.get(index);
      // Whole days: a class reaches from the middle of the night before it.
      double from = number(row, 0) - 0.5;
      double to = number(row, 1) + 0.5;
      values[0][index] = (from + to) / 2;
      values[1][index] = from;
      values[2][index] = to;
      values[3][index] = number(row, 2);
      values[4][index] = 0;
      values[5][index] = number(row, 2);
    }
    DefaultIntervalXYDataset data = new DefaultIntervalXYDataset();
    data.addSeries(Values.heading(columns[2]), values);
    return Chart.histogram(
        title, new Chart.Axis(across, columns[0]), new Chart.Axis(up, columns[2]), data);
  }

  /**
   * Draws a table in colours: the darker, the more.
   *
   * @param rows category down, category across, number
   */
  public static Chart heatMap(String title, Side down, Side across, Dataset<Row> rows) {
    List<Row> cells = rows.collectAsList();
    List<String> lines = down.of(cells, 0);
    List<String> columns = across.of(cells, 1);
    double[][] values = new double[3][cells.size()];
    for (int index = 0; index < cells.size(); index++) {
      Row cell = cells.get(index);
      values[0][index] = columns.indexOf(String.valueOf(cell.get(1)));
      values[1][index] = lines.indexOf(String.valueOf(cell.get(0)));
      values[2][index] = cell.isNullAt(2) ? Double.NaN : number(cell, 2);
    }
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries(rows.columns()[2], values);
    return HeatMap.of(
        title, new Side(down.label(), lines), new Side(across.label(), columns), data);
  }

  /**
   * Names a side of a heat map.
   *
   * @param label what its categories are
   * @param order its categories in their order; others come before them, in the order of the rows
   */
  public static Side side(String label, List<String> order) {
    return new Side(label, order);
  }

  /** Names a side of a heat map whose categories stand in the order of the rows. */
  public static Side side(String label) {
    return new Side(label, List.of());
  }

  /** Returns what to order rows by, so that a column's values come in this order. */
  public static Column inOrder(String column, List<String> values) {
    return array_position(lit(values.toArray(String[]::new)), col(column));
  }

  private static double number(Row row, int index) {
    return ((Number) row.get(index)).doubleValue();
  }
}
