package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;

import io.clientele.schema.ChangedCustomers;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A source in which nothing is new.
 *
 * @param run the run
 * @param totals its rows, as the ingest before counted them
 */
record SameRows(Run run, ClassTotals totals) implements Intake {

  @Override
  public List<TableChange> changes() {
    return List.of();
  }

  @Override
  public Optional<Dataset<Row>> rejected() {
    return Optional.empty();
  }

  @Override
  public Optional<Dataset<Row>> changed() {
    return Optional.of(nobody(run));
  }

  /** Returns nobody. */
  static Dataset<Row> nobody(Run run) {
    return run.spark()
        .createDataFrame(List.of(), ChangedCustomers.SCHEMA.structType(run.settings().money()))
        .select(col(ChangedCustomers.CUSTOMER_ID), col(ChangedCustomers.SINCE));
  }

  @Override
  public void close() {
    // Nothing was kept at hand.
  }
}
