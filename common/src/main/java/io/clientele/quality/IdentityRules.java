package io.clientele.quality;

import static io.clientele.quality.OrderLines.columns;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.Identities;
import io.clientele.settings.QualitySettings;
import io.clientele.settings.SourceSettings;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The row rules of the identity source: of each account the newest row counts, whenever that is.
 * Who is forgotten is so under accounts too that come up later.
 */
public final class IdentityRules {
  private static final String IS_OF_FORGOTTEN = "is_of_forgotten";

  /** Ids of guests follow from their keys; warehouse tables hold them, and sources must not. */
  private static final String GUEST_ID =
      "^" + Identities.GUEST + "[0-9a-f]{" + Identities.GUEST_DIGITS + "}$";

  private final SourceSettings source;
  private final QualitySettings quality;

  /** Applies the rules to an identity source. */
  public IdentityRules(SourceSettings source, QualitySettings quality) {
    this.source = source;
    this.quality = quality;
  }

  /** A word for nobody would make one person of all who have it. */
  private static Column person(Identifiers ids) {
    Column person = ids.of("person_id");
    return when(ids.isNobody(person).equalTo(false), person);
  }

  /**
   * Returns every source row with its verdict in {@code row_class}, {@code key_customer_id} and
   * {@code key_person_id}; one exchange by account. Accepted rows have each account once.
   */
  public Dataset<Row> classified(Dataset<Row> mapped) {
    Identifiers ids = new Identifiers(source, quality, mapped.schema());
    Column validFrom = new LogicalText(source).tried("valid_from", "timestamp");
    WindowSpec account = Window.partitionBy(col("key_customer_id"), col("is_counted"));
    WindowSpec newest = account.orderBy(col("since").desc(), col("key_person_id").asc());
    Column isNewest = col("since").equalTo(col("newest"));
    Column differs =
        min(when(isNewest, col("key_person_id")))
            .over(account)
            .notEqual(max(when(isNewest, col("key_person_id"))).over(account));
    return mapped
        .withColumns(
            columns(
                "key_customer_id", ids.customer(),
                "key_person_id", person(ids),
                // A time that cannot be read is the oldest of all.
                "since", coalesce(unix_micros(validFrom), lit(Long.MIN_VALUE)),
                "id_fault", coalesce(ids.fault("customer_id"), ids.fault("person_id"))))
        .withColumn(
            "is_counted",
            col("kept")
                .and(Suppression.isForgotten(mapped).equalTo(false))
                .and(col("key_customer_id").isNotNull())
                .and(col("key_person_id").isNotNull())
                .and(col("key_customer_id").rlike(GUEST_ID).equalTo(false))
                .and(col("id_fault").isNull()))
        .withColumns(
            columns(
                "newest", max(col("since")).over(account),
                "place", row_number().over(newest)))
        .withColumn("is_torn", differs)
        .withColumn(
            IS_OF_FORGOTTEN,
            coalesce(
                max(when(isNewest, Suppression.namesForgotten(mapped))).over(account), lit(false)))
        .withColumn(
            "row_class",
            when(col("kept").equalTo(false), RowClass.FILTERED)
                .when(
                    Suppression.isForgotten(mapped)
                        .or(Suppression.namesForgotten(mapped))
                        .or(col(IS_OF_FORGOTTEN)),
                    RowClass.FORGOTTEN)
                .when(BrokenRow.isBroken(), RowClass.BROKEN_ROW)
                .when(col("id_fault").isNotNull(), col("id_fault"))
                .when(col("key_customer_id").isNull(), RowClass.NO_CUSTOMER_ID)
                .when(col("key_customer_id").rlike(GUEST_ID), RowClass.GUEST_ID)
                .when(col("key_person_id").isNull(), RowClass.NO_PERSON_ID)
                .when(col("since").lt(col("newest")), RowClass.SUPERSEDED)
                .when(col("is_torn"), RowClass.TWO_PERSONS)
                .when(col("place").gt(1), RowClass.SUPERSEDED)
                .otherwise(RowClass.ACCEPTED));
  }

  /**
   * Returns the accounts that are of somebody forgotten now and are not on the list themselves:
   * {@code key_customer_id}, each once.
   *
   * @param classified rows with their verdicts
   */
  public static Dataset<Row> ofForgotten(Dataset<Row> classified) {
    return classified
        .filter(col("is_counted").and(col(IS_OF_FORGOTTEN)))
        .select("key_customer_id")
        .distinct();
  }
}
