package io.clientele.table;

import static org.apache.spark.sql.functions.col;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.TableSchema;
import io.clientele.settings.Settings;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A warehouse as of one date, to be read. Tables are read as they stand: a run at work on the same
 * date may have replaced some of them already.
 *
 * @param tables the warehouse
 * @param date the date
 */
public record TablesOfDate(Tables tables, LocalDate date) {

  /**
   * Opens the warehouse of a configuration as of the newest complete date, and changes nothing
   * there.
   *
   * @throws ClienteleException (exit 3) where no date is complete
   */
  public static TablesOfDate newest(SparkSession spark, Settings settings) {
    Tables tables = Storage.look(spark, settings.warehouse(), settings.money());
    return Storage.completeDates(spark, settings.warehouse()).stream()
        .max(LocalDate::compareTo)
        .map(date -> new TablesOfDate(tables, date))
        .orElseThrow(
            () ->
                ClienteleException.of(
                    ExitCode.INPUT,
                    "No date of this warehouse is complete",
                    "table " + tables.location(CustomerSegments.SCHEMA),
                    "correct warehouse.path and warehouse.format, or run the command run first"));
  }

  /** Returns the date's rows of a table by segment date, and all rows of any other. */
  public Dataset<Row> read(TableSchema table) {
    Dataset<Row> rows = tables.read(table);
    return table.partition().filter(CustomerSegments.SEGMENT_DATE::equals).isPresent()
        ? rows.filter(col(CustomerSegments.SEGMENT_DATE).equalTo(date))
        : rows;
  }

  /** Returns one row a customer: the features, and the labels beside them. */
  public Dataset<Row> customers() {
    Dataset<Row> features = read(CustomerFeatures.SCHEMA);
    Dataset<Row> labels = read(CustomerSegments.SCHEMA);
    Set<String> known = Set.of(features.columns());
    Column[] more =
        Arrays.stream(labels.columns())
            .filter(name -> name.equals(CustomerSegments.CUSTOMER_ID) || !known.contains(name))
            .map(functions::col)
            .toArray(Column[]::new);
    return features.join(labels.select(more), new String[] {CustomerSegments.CUSTOMER_ID});
  }
}
