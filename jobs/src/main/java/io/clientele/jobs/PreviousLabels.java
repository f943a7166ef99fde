package io.clientele.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.clientele.schema.CustomerSegments;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Adds to each label the last different one and the date of the change, looking at the newest
 * complete date before.
 */
final class PreviousLabels {
  /** The labels that have one value a customer. */
  static final List<String> LABELS =
      List.of(
          CustomerSegments.LIFECYCLE,
          CustomerSegments.LOYALTY,
          CustomerSegments.CLUSTER,
          CustomerSegments.PRIMARY_BEHAVIOUR,
          CustomerSegments.RFM_SEGMENT,
          CustomerSegments.PRICE_SENSITIVITY);

  private final Run run;
  private final CompleteDates dates;

  PreviousLabels(Run run, CompleteDates dates) {
    this.run = run;
    this.dates = dates;
  }

  /** Adds {@code <label>_previous} and {@code <label>_changed_at}; null at first. */
  Dataset<Row> with(Dataset<Row> labelled) {
    return dates
        .before(run.asOf())
        .map(date -> joined(labelled, date))
        .orElseGet(() -> first(labelled));
  }

  private Dataset<Row> joined(Dataset<Row> labelled, LocalDate date) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(CustomerSegments.CUSTOMER_ID));
    for (String label : LABELS) {
      columns.add(col(label).as("before_" + label));
      columns.add(col(previous(label)).as("before_" + previous(label)));
      columns.add(col(changedAt(label)).as("before_" + changedAt(label)));
    }
    Dataset<Row> before =
        new PersonIds(run)
            .followed(
                run.tables()
                    .read(CustomerSegments.SCHEMA)
                    .filter(col(CustomerSegments.SEGMENT_DATE).equalTo(date))
                    .select(columns.toArray(Column[]::new)));
    Map<String, Column> changes = new LinkedHashMap<>();
    for (String label : LABELS) {
      Column known = col(label).isNotNull().and(col("before_" + label).isNotNull());
      Column changed = coalesce(col(label).notEqual(col("before_" + label)), lit(false));
      changes.put(
          previous(label),
          when(changed, col("before_" + label)).when(known, col("before_" + previous(label))));
      changes.put(
          changedAt(label),
          when(changed, lit(run.asOf())).when(known, col("before_" + changedAt(label))));
    }
    return labelled
        .join(before, new String[] {CustomerSegments.CUSTOMER_ID}, "left")
        .withColumns(changes);
  }

  private static Dataset<Row> first(Dataset<Row> labelled) {
    Map<String, Column> nothing = new LinkedHashMap<>();
    for (String label : LABELS) {
      nothing.put(previous(label), lit(null).cast("string"));
      nothing.put(changedAt(label), lit(null).cast("date"));
    }
    return labelled.withColumns(nothing);
  }

  private static String previous(String label) {
    return label + "_previous";
  }

  private static String changedAt(String label) {
    return label + "_changed_at";
  }
}
