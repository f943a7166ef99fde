package io.clientele.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import io.clientele.schema.CustomerFeatures;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A customer with so many of all purchases that it may be a till, or stand for nobody. */
final class LargestCustomer {
  private static final long LEAST_ORDERS = 100;

  private LargestCustomer() {}

  /** Returns whether there is one among the features of the run's date, and what can be done. */
  static Optional<String> sentence(Run run) {
    Dataset<Row> features = Features.stored(run, run.asOf());
    Row sums =
        features
            .agg(
                coalesce(max(col(CustomerFeatures.ORDERS)), lit(0L)),
                coalesce(sum(col(CustomerFeatures.ORDERS)), lit(0L)))
            .head();
    long most = sums.getLong(0);
    double share = most / (double) Math.max(1, sums.getLong(1));
    if (most < LEAST_ORDERS || share <= run.settings().quality().maxCustomerShare()) {
      return Optional.empty();
    }
    String id =
        features
            .filter(col(CustomerFeatures.ORDERS).equalTo(most))
            .orderBy(col(CustomerFeatures.CUSTOMER_ID))
            .select(CustomerFeatures.CUSTOMER_ID)
            .head()
            .getString(0);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Customer %s has %.1f%% of all purchases of known customers (%,d). Is it a till, or does it"
                + " stand for nobody? Then add it to quality.no-customer.",
            id,
            100 * share,
            most));
  }
}
