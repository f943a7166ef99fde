package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.clientele.quality.EventRules;
import io.clientele.schema.Sessions;
import io.clientele.settings.SourceSettings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** The events source, read from the start. */
final class WholeEvents implements Intake {
  private final EventRules rules;
  private final Dataset<Row> mapped;
  private final Dataset<Row> parts;

  WholeEvents(SourceSettings source, Dataset<Row> mapped) {
    this.rules = new EventRules(source);
    this.mapped = mapped;
    this.parts = rules.parts(rules.classified(mapped)).persist(StorageLevel.MEMORY_AND_DISK());
  }

  @Override
  public ClassTotals totals() {
    return totals(parts);
  }

  /** Counts the events of parts by row class. */
  static ClassTotals totals(Dataset<Row> parts) {
    return ClassTotals.of(
        parts.groupBy(col("row_class")).agg(sum(col(Sessions.EVENTS)).as("lines")).collectAsList());
  }

  @Override
  public List<TableChange> changes() {
    return List.of(TableChange.whole(Sessions.SCHEMA, rules.sessions(parts)));
  }

  @Override
  public Optional<Dataset<Row>> rejected() {
    return Optional.of(Refusals.of("events", rules.classified(mapped)));
  }

  @Override
  public Optional<Dataset<Row>> changed() {
    return Optional.empty();
  }

  @Override
  public void close() {
    parts.unpersist();
  }
}
