package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;

import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Customers;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is known of customers besides what they did. */
final class Register {

  private Register() {}

  /** Adds columns of customers to rows of theirs; null for those not registered. */
  static Dataset<Row> joined(Dataset<Row> rows, Dataset<Row> customers, Set<String> columns) {
    Column[] selected =
        Stream.concat(Stream.of(Customers.CUSTOMER_ID), columns.stream().sorted())
            .map(name -> col(name))
            .toArray(Column[]::new);
    return rows.join(
        customers.select(selected), new String[] {CustomerSegments.CUSTOMER_ID}, "left");
  }
}
