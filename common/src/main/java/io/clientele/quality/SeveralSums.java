package io.clientele.quality;

import static io.clientele.quality.OrderSums.ORDER_KEY;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The orders that are more than one sum: their lines differ in customer, status, currency or
 * verdict, and have to be looked at beside each other. Nearly every order is one sum, so that only
 * the few others are looked at: which they are is told by a hash of 64 bits, since a number is
 * dealt out and counted at a fraction of what the text and all that is asked of it would cost. Held
 * until it is closed.
 *
 * @param summed sums by order and by what its lines may differ in
 * @param hashes those of the orders; another order may have the same one
 */
record SeveralSums(Dataset<Row> summed, Dataset<Row> hashes) implements AutoCloseable {
  private static final String HASH = "key_hash";

  /** Finds them; one exchange of a number for each sum. */
  static SeveralSums among(Dataset<Row> summed) {
    Dataset<Row> hashes =
        summed
            .filter(OrderLines.isOfOrder())
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
   * Returns their {@code order_key}; one of another order with the same hash among them at worst.
   */
  Dataset<Row> keys() {
    return summed
        .filter(OrderLines.isOfOrder())
        .withColumn(HASH, xxhash64(col(ORDER_KEY)))
        .join(hashes, new String[] {HASH}, "left_semi")
        .select(col(ORDER_KEY));
  }

  @Override
  public void close() {
    hashes.unpersist();
  }
}
