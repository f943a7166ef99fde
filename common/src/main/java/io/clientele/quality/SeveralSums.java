package io.clientele.quality;

import static io.clientele.quality.OrderSums.ALONE;
import static io.clientele.quality.OrderSums.ORDER_KEY;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The orders that are more than one sum. Nearly every order is one, so that only the few others are
 * looked at: which they are is told by a hash of 64 bits, since a number is dealt out and counted
 * at a fraction of what the text and all that is asked of it would cost. Held until it is closed.
 *
 * @param summed sums by order, customer and verdict
 * @param hashes those of the orders; another order may have the same one
 */
record SeveralSums(Dataset<Row> summed, Dataset<Row> hashes) implements AutoCloseable {
  private static final String HASH = "key_hash";

  /** Finds them; one exchange of a number for each sum. */
  static SeveralSums among(Dataset<Row> summed) {
    Dataset<Row> hashes =
        summed
            .groupBy(xxhash64(col(ORDER_KEY)).as(HASH))
            .agg(count(lit(1)).as("sums"))
            .filter(col("sums").gt(1))
            .select(col(HASH));
    return new SeveralSums(summed, hashes.persist(StorageLevel.MEMORY_AND_DISK()));
  }

  boolean areNone() {
    return hashes.isEmpty();
  }

  /**
   * Returns {@code order_key} of orders of more than one customer, or of a customer and a guest.
   * Those of lines to be looked at are compared as they are; that of a refused line, which says
   * whose its order is, by a hash of 64 bits.
   */
  Dataset<Row> ofManyCustomers() {
    Column isOpen = col(ALONE).isNull();
    Column customer = when(col("customer_id").isNotNull(), xxhash64(col("customer_id")));
    return summed
        .withColumn(HASH, xxhash64(col(ORDER_KEY)))
        .join(hashes, new String[] {HASH}, "left_semi")
        .groupBy(col(ORDER_KEY))
        .agg(
            count_if(isOpen).as("customers"),
            max(isOpen.and(col("customer_id").isNull())).as("has_guest"),
            min(customer).as("least"),
            max(customer).as("greatest"))
        .filter(
            col("customers")
                .gt(1)
                .or(coalesce(col("least").notEqual(col("greatest")), lit(false)))
                .or(col("has_guest").and(col("greatest").isNotNull())))
        .select(col(ORDER_KEY));
  }

  @Override
  public void close() {
    hashes.unpersist();
  }
}
