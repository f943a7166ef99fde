package io.clientele.jobs;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.clientele.family.Custom;
import io.clientele.schema.CustomerFeatures;
import io.clientele.schema.CustomerSegments;
import io.clientele.schema.Customers;
import io.clientele.settings.CustomSettings;
import io.clientele.table.Tables;
import io.clientele.table.TablesOfDate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What custom segments would hold on the newest date of a warehouse, by the labels that stand
 * there.
 *
 * @param date that date
 * @param base its customers
 * @param customers how many each segment would hold, by its name
 */
public record CustomPreview(LocalDate date, long base, Map<String, Long> customers) {

  /** Keeps its own copy, by name. */
  public CustomPreview {
    customers = Collections.unmodifiableMap(new TreeMap<>(customers));
  }

  /** Counts; empty where no date has features and labels. */
  public static Optional<CustomPreview> of(CustomSettings settings, Tables tables) {
    List<LocalDate> labelled = tables.dates(CustomerSegments.SCHEMA);
    return tables.dates(CustomerFeatures.SCHEMA).stream()
        .filter(labelled::contains)
        .max(LocalDate::compareTo)
        .map(date -> counted(settings, date, rows(settings, tables, date)));
  }

  private static Dataset<Row> rows(CustomSettings settings, Tables tables, LocalDate date) {
    Dataset<Row> rows =
        new TablesOfDate(tables, date).customers().drop(CustomerSegments.CUSTOM_SEGMENTS);
    return settings.register().isEmpty()
        ? rows
        : Register.joined(rows, tables.read(Customers.SCHEMA), settings.register());
  }

  private static CustomPreview counted(CustomSettings settings, LocalDate date, Dataset<Row> rows) {
    Custom family = new Custom(settings);
    List<String> names = settings.segments().stream().map(CustomSettings.Segment::name).toList();
    List<Column> counts = new ArrayList<>();
    names.forEach(
        name -> counts.add(count_if(array_contains(col(CustomerSegments.CUSTOM_SEGMENTS), name))));
    Row row =
        family
            .fit(rows, date)
            .assign(rows)
            .agg(count(lit(1)), counts.toArray(Column[]::new))
            .head();
    Map<String, Long> customers = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      customers.put(names.get(i), row.getLong(i + 1));
    }
    return new CustomPreview(date, row.getLong(0), customers);
  }
}
