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
 * @param source its name
 * @param state the ingest before
 */
record SameRows(Run run, ClassTotals totals, String source, Optional<IngestState> state)
    implements Intake {

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

  /** The times and amounts of rows that were refused before are in their text alone. */
  @Override
  public Dataset<Row> shown() {
    return Refusals.shown(Refusals.before(run, state.orElseThrow(), source));
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
