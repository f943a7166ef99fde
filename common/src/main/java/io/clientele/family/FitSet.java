package io.clientele.family;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sha2;

import io.clientele.schema.CustomerFeatures;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The customers a fit looks at: the same ones whatever the partitioning. */
final class FitSet {

  private FitSet() {}

  /** Returns all rows up to the limit, above it those with the smallest SHA-256 of their id. */
  static Dataset<Row> of(FitBase base, int limit) {
    return base.isWithin(limit) ? base.rows() : smallest(base.rows(), limit);
  }

  /** Returns the same of the rows that a condition holds for. */
  static Dataset<Row> of(FitBase base, Column condition, int limit) {
    Dataset<Row> chosen = base.rows().filter(condition);
    return base.isWithin(limit) ? chosen : of(FitBase.of(chosen), limit);
  }

  /** Returns the rows with the smallest SHA-256 of their id, in that order, in one partition. */
  static Dataset<Row> smallest(Dataset<Row> features, int limit) {
    return features
        .withColumn("id_hash", sha2(col(CustomerFeatures.CUSTOMER_ID).cast("binary"), 256))
        .orderBy(col("id_hash"))
        .limit(limit)
        // Spark drops a limit that it knows to be above the rows, and with it the one partition.
        .coalesce(1)
        .sortWithinPartitions(col("id_hash"))
        .drop("id_hash");
  }
}
