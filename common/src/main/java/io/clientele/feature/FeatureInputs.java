package io.clientele.feature;

import io.clientele.schema.CustomerFeatures;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The warehouse's tables that features are computed from.
 *
 * @param orders the orders
 * @param products what was bought in them
 * @param sessions the visits
 * @param customers the registered people
 */
public record FeatureInputs(
    Dataset<Row> orders, Dataset<Row> products, Dataset<Row> sessions, Dataset<Row> customers) {

  /** Returns the rows of some customers, given by {@code customer_id}. */
  FeatureInputs of(Dataset<Row> some) {
    return new FeatureInputs(
        only(orders, some), only(products, some), only(sessions, some), only(customers, some));
  }

  private static Dataset<Row> only(Dataset<Row> rows, Dataset<Row> some) {
    return rows.join(some, new String[] {CustomerFeatures.CUSTOMER_ID}, "left_semi");
  }
}
