package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.clientele.quality.IdentityRules;
import io.clientele.settings.SourceSettings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The identity source, read from the start. What it says is in the links of {@link People}; whose
 * rows it changes is told by those of the other sources.
 */
final class WholeIdentity implements Intake {
  private final Run run;
  private final SourceSettings source;
  private final IdentityRules rules;
  private final Dataset<Row> mapped;
  private final Dataset<Row> classified;

  WholeIdentity(Run run, SourceSettings source, Dataset<Row> mapped) {
    this.run = run;
    this.source = source;
    this.rules = new IdentityRules(source, run.settings().quality());
    this.mapped = mapped;
    this.classified = rules.classified(mapped).persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Returns the rows with their verdicts. */
  Dataset<Row> classified() {
    return classified;
  }

  @Override
  public ClassTotals totals() {
    return ClassTotals.ofOrders(
        classified.groupBy(col("row_class")).agg(count(lit(1)).as("lines")));
  }

  @Override
  public List<TableChange> changes() {
    return List.of();
  }

  @Override
  public Optional<Dataset<Row>> rejected() {
    return Optional.of(Refusals.of(source.name(), rules.classified(mapped)));
  }

  @Override
  public Dataset<Row> shown() {
    return Refusals.shown(source, rules.classified(mapped));
  }

  @Override
  public Optional<Dataset<Row>> changed() {
    return Optional.of(SameRows.nobody(run));
  }

  @Override
  public void close() {
    classified.unpersist();
  }
}
