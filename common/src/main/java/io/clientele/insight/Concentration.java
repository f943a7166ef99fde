package io.clientele.insight;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.Money;
import io.clientele.schema.RevenueConcentration;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Buyers ranked by net revenue, the best first, and what each hundredth of them brings.
 *
 * <p>The ranks are exact without one task that sees everybody: buyers of about the same revenue
 * form a class, ranks are counted within each, and go on from the sizes of the better ones.
 */
public final class Concentration {
  /** Classes by revenue: eight for each factor of e. */
  private static final double CLASSES = 8;

  private static final int PERCENT = 100;

  private final Money money;
  private final LocalDate date;

  /** Looks at one date of a shop. */
  public Concentration(Money money, LocalDate date) {
    this.money = money;
    this.date = date;
  }

  /**
   * Returns the rows of revenue_concentration; none without a buyer or where no amount is mapped.
   *
   * <p>Gini coefficient of n values x in ascending order: sum over i of (2 i - n - 1) x_i, over n
   * times the sum of x (Gini 1912, as in Dixon and others 1987). Among equal revenues the smaller
   * customer id ranks better; it changes nobody's share.
   *
   * @param customers one row for each, with columns of customer_features
   */
  public Dataset<Row> of(Dataset<Row> customers) {
    Column units = greatest(Money.unscaled(col(CustomerFeatures.NET_REVENUE)), lit(0L));
    Dataset<Row> buyers =
        customers
            .filter(col(CustomerFeatures.PURCHASE_DAYS).gt(0))
            .filter(col(CustomerFeatures.NET_REVENUE).isNotNull())
            .select(col(CustomerFeatures.CUSTOMER_ID), units.as("units"))
            .withColumn("class", floor(log1p(col("units")).multiply(CLASSES)).cast("int"));
    Dataset<Row> offsets = offsets(buyers);
    long n = offsets.isEmpty() ? 0 : offsets.agg(sum("size")).head().getLong(0);
    List<Percentile> percentiles = n == 0 ? List.of() : percentiles(buyers, offsets, n);
    return customers
        .sparkSession()
        .createDataFrame(rows(percentiles, n), RevenueConcentration.SCHEMA.structType(money));
  }

  /**
   * A hundredth of the buyers.
   *
   * @param percentile 1 for the best
   * @param customers how many they are
   * @param units their revenue in whole units
   * @param weighted the sum of their revenues, each times n + 1 - 2 rank
   */
  private record Percentile(
      int percentile, long customers, BigDecimal units, BigDecimal weighted) {}

  /** How many buyers are in better classes, by class; few rows, whatever the base. */
  private static Dataset<Row> offsets(Dataset<Row> buyers) {
    List<Row> sizes =
        buyers.groupBy("class").agg(count(lit(1))).orderBy(col("class").desc()).collectAsList();
    List<Row> offsets = new ArrayList<>();
    long before = 0;
    for (Row size : sizes) {
      offsets.add(RowFactory.create(size.getInt(0), before, size.getLong(1)));
      before += size.getLong(1);
    }
    return buyers
        .sparkSession()
        .createDataFrame(offsets, StructType.fromDDL("class INT, before BIGINT, size BIGINT"));
  }

  private static List<Percentile> percentiles(Dataset<Row> buyers, Dataset<Row> offsets, long n) {
    Column within =
        row_number()
            .over(
                Window.partitionBy(col("class"))
                    .orderBy(col("units").desc(), col(CustomerFeatures.CUSTOMER_ID)));
    Column percentile =
        call_function("div", col("rank").multiply(PERCENT).plus(n - 1), lit(n)).cast("int");
    Column weighted =
        lit(n + 1).minus(col("rank").multiply(2)).cast("decimal(19,0)").multiply(col("units"));
    return buyers
        .withColumn("within", within)
        .join(broadcast(offsets), new String[] {"class"}, "inner")
        .withColumn("rank", col("within").plus(col("before")))
        .groupBy(percentile.as("percentile"))
        .agg(
            count(lit(1)),
            sum(col("units").cast("decimal(28,0)")),
            sum(weighted.cast("decimal(38,0)")))
        .orderBy("percentile")
        .collectAsList()
        .stream()
        .map(
            row ->
                new Percentile(row.getInt(0), row.getLong(1), row.getDecimal(2), row.getDecimal(3)))
        .toList();
  }

  private List<Row> rows(List<Percentile> percentiles, long n) {
    BigDecimal all = total(percentiles.stream().map(Percentile::units).toList());
    BigDecimal weighted = total(percentiles.stream().map(Percentile::weighted).toList());
    Double gini = ratio(weighted, all.multiply(BigDecimal.valueOf(n)));
    List<Row> rows = new ArrayList<>();
    long customers = 0;
    BigDecimal units = BigDecimal.ZERO;
    for (Percentile one : percentiles) {
      customers += one.customers();
      units = units.add(one.units());
      rows.add(
          RowFactory.create(
              date,
              one.percentile(),
              one.customers(),
              one.units().movePointLeft(money.scale()),
              ratio(one.units(), all),
              (double) customers / n,
              ratio(units, all),
              gini));
    }
    return rows;
  }

  private static BigDecimal total(List<BigDecimal> numbers) {
    return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static @Nullable Double ratio(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0 ? null : part.divide(whole, MathContext.DECIMAL64).doubleValue();
  }
}
