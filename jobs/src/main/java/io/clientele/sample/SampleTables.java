package io.clientele.sample;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_seconds;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The shop's tables as lazy rows; people are dealt into a number of partitions that changes nothing
 * but how the rows lie.
 */
final class SampleTables {
  static final String ORDER_LINES = "order_lines";
  static final String CUSTOMERS = "customers";
  static final String EVENTS = "events";
  static final String TRUTH = "truth";

  // A million customers make five files a table, of 30 MB of lines or 80 MB of events on average:
  // large enough to read well, and the first people's, who had most time to buy, are the largest.
  private static final int PEOPLE_PER_FILE = 250_000;
  private static final int ROWS_PER_FILE = 500_000;

  private final SparkSession spark;
  private final Shop shop;

  SampleTables(SparkSession spark, SampleSettings settings) {
    this.spark = spark;
    ZoneId zone = ZoneId.of(spark.conf().get("spark.sql.session.timeZone"));
    this.shop = Shop.of(settings, zone);
  }

  /** Returns every table, by name, in as many files as suit its size. */
  Map<String, Dataset<Row>> all() {
    int perPerson = files(shop.people(), PEOPLE_PER_FILE);
    int perCustomer = files(shop.settings().customers(), ROWS_PER_FILE);
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    tables.put(ORDER_LINES, orderLines(perPerson).drop("dirt"));
    tables.put(CUSTOMERS, customers(perCustomer));
    tables.put(EVENTS, events(perPerson));
    tables.put(TRUTH, truth(perCustomer));
    return tables;
  }

  /** Returns the order lines and, beside them, what is wrong with each; null where nothing is. */
  Dataset<Row> orderLines(int partitions) {
    return people(shop.people(), partitions)
        .flatMap(new OrderLines(shop), Encoders.row(OrderLines.SCHEMA))
        .withColumn("ordered_at", timestamp_seconds(col("ordered_at")));
  }

  /** Returns the bad rows by what is wrong with them. */
  Dataset<Row> dirt() {
    return orderLines(files(shop.people(), PEOPLE_PER_FILE))
        .where(col("dirt").isNotNull())
        .groupBy("dirt")
        .count();
  }

  Dataset<Row> customers(int partitions) {
    return people(shop.settings().customers(), partitions)
        .map(new Register(shop), Encoders.row(Register.SCHEMA))
        .withColumn("registered_at", timestamp_seconds(col("registered_at")));
  }

  Dataset<Row> events(int partitions) {
    return people(shop.people(), partitions)
        .flatMap(new Events(shop), Encoders.row(Events.SCHEMA))
        .withColumn("occurred_at", timestamp_seconds(col("occurred_at")));
  }

  Dataset<Row> truth(int partitions) {
    return people(shop.settings().customers(), partitions)
        .map(new Truth(shop), Encoders.row(Truth.SCHEMA))
        .withColumn("joined_at", timestamp_seconds(col("joined_at")))
        .withColumn("left_at", timestamp_seconds(col("left_at")));
  }

  private Dataset<Long> people(long count, int partitions) {
    return spark.range(0, count, 1, partitions).as(Encoders.LONG());
  }

  private static int files(long rows, int rowsPerFile) {
    return (int) Math.max(1, (rows + rowsPerFile - 1) / rowsPerFile);
  }
}
