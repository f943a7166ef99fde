package io.clientele.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_timestamp;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.feature.Day;
import io.clientele.schema.Orders;
import io.clientele.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What customers did in the days after a date.
 *
 * @param run where orders are read
 * @param date the date
 * @param horizon days after it
 */
record Outcomes(Run run, LocalDate date, int horizon) {
  /** Whether the customer bought within the horizon; never null. */
  static final String RETURNED = "outcome_returned";

  /** Days with a purchase within the horizon; 0 without. */
  static final String DAYS = "outcome_days";

  /** Gross revenue within the horizon in money units; null where no amount is mapped. */
  static final String SPEND = "outcome_spend";

  /** Whether the customer had really not left at the date; null where nobody knows. */
  static final String ACTIVE = "outcome_active";

  /** Adds the outcome to each customer. */
  Dataset<Row> with(Dataset<Row> customers) {
    Column absentSpend = run.settings().sources().knowsMoney() ? lit(0L) : lit(null).cast("bigint");
    return withTruth(customers)
        .join(purchases(), new String[] {Orders.CUSTOMER_ID}, "left")
        .withColumn(DAYS, coalesce(col(DAYS), lit(0L)))
        .withColumn(RETURNED, col(DAYS).gt(0))
        .withColumn(SPEND, coalesce(col(SPEND), absentSpend));
  }

  private Dataset<Row> purchases() {
    return run.tables()
        .read(Orders.SCHEMA)
        .filter(col(Orders.ORDER_CLASS).equalTo(Orders.PURCHASE))
        .filter(col(Orders.CUSTOMER_ID).isNotNull())
        .filter(col(Orders.ORDER_DATE).between(lit(date.plusDays(1)), lit(date.plusDays(horizon))))
        .groupBy(Orders.CUSTOMER_ID, Orders.ORDER_DATE)
        .agg(sum(col(Orders.GROSS_UNITS)).as(SPEND))
        .groupBy(Orders.CUSTOMER_ID)
        .agg(count(lit(1)).as(DAYS), sum(col(SPEND)).as(SPEND));
  }

  private Dataset<Row> withTruth(Dataset<Row> customers) {
    Settings settings = run.settings();
    Optional<String> folder = settings.judge().truth();
    if (folder.isEmpty()) {
      return customers.withColumn(ACTIVE, lit(null).cast("boolean"));
    }
    Column left = to_timestamp(col("left_at"));
    Day day = new Day(date, settings.shop().timeZone());
    Dataset<Row> truth =
        truth(run.spark(), folder.get())
            .select(
                col("customer_id").cast("string").as(Orders.CUSTOMER_ID),
                coalesce(day.sees(left).equalTo(false), lit(true)).as(ACTIVE));
    return customers.join(truth, new String[] {Orders.CUSTOMER_ID}, "left");
  }

  private static Dataset<Row> truth(SparkSession spark, String folder) {
    Path path = new Path(folder);
    try {
      if (!path.getFileSystem(spark.sessionState().newHadoopConf()).exists(path)) {
        throw ClienteleException.of(
            ExitCode.INPUT,
            "There is no table of the truth",
            "judge.truth = " + folder,
            "name a folder of Parquet with customer_id and left_at, or set judge.truth to null");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return spark.read().parquet(folder);
  }
}
