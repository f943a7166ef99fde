package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.trim;

import io.clientele.jobs.SeenRows.SeenColumn;
import io.clientele.settings.LogicalColumn;
import io.clientele.settings.SourceSettings;
import io.clientele.source.SourceReader;
import io.clientele.source.SourceSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** A sample as texts: what the source holds, and what ingest makes of it. */
final class SampleTexts {
  private static final int SHOWN = 5;

  private final SourceSettings source;
  private final Map<String, List<String>> readBy;
  private final List<String> logical;
  private final List<String> read;
  private final List<Row> rows;

  SampleTexts(SourceSettings source, SourceSample sample) {
    this.source = source;
    this.readBy = sample.readBy();
    this.logical = List.copyOf(source.columns().keySet());
    this.read = List.copyOf(readBy.keySet());
    List<Column> made = new ArrayList<>();
    logical.forEach(name -> made.add(text(name)));
    made.add(col(SourceReader.KEPT));
    this.rows = sample.texts(made);
  }

  int size() {
    return rows.size();
  }

  /** Returns the numbers of a few rows, spread over all: neighbours are often of one order. */
  List<Integer> shown() {
    int count = Math.min(SHOWN, rows.size());
    return IntStream.range(0, count).mapToObj(index -> 1 + index * rows.size() / count).toList();
  }

  long filtered() {
    return rows.stream().filter(row -> !row.getBoolean(logical.size())).count();
  }

  /** Returns the columns of the source that the mapping reads. */
  List<SeenColumn> before() {
    return IntStream.range(0, read.size())
        .mapToObj(index -> seen(read.get(index), place(index), sight(index)))
        .toList();
  }

  /** Returns the logical columns. */
  List<SeenColumn> after() {
    return IntStream.range(0, logical.size())
        .mapToObj(
            index -> seen(logical.get(index), index, Sight.of(source.name(), logical.get(index))))
        .toList();
  }

  /** Returns how many rows that the filter keeps hold each word; empty where none is mapped. */
  Map<String, Long> words(String column) {
    Map<String, Long> counts = new TreeMap<>();
    int index = logical.indexOf(column);
    if (index >= 0) {
      rows.stream()
          .filter(row -> row.getBoolean(logical.size()))
          .forEach(
              row -> counts.merge(row.isNullAt(index) ? "" : row.getString(index), 1L, Long::sum));
    }
    return counts;
  }

  /** Returns what a row holds where logical columns are made of it, as it may be shown. */
  String example(int number, List<String> columns) {
    Row row = rows.get(number);
    return IntStream.range(0, read.size())
        .filter(index -> isReadBy(read.get(index), columns))
        .mapToObj(
            index ->
                read.get(index)
                    + " "
                    + quoted(Optional.ofNullable(row.getString(place(index))), sight(index)))
        .collect(Collectors.joining(", "));
  }

  private boolean isReadBy(String name, List<String> columns) {
    return readBy.getOrDefault(name, List.of()).stream().anyMatch(columns::contains);
  }

  private static String quoted(Optional<String> value, Sight sight) {
    return value.map(text -> "'" + sight.shown(text) + "'").orElse("null");
  }

  private SeenColumn seen(String name, int index, Sight sight) {
    return new SeenColumn(
        name,
        rows.stream().filter(row -> row.isNullAt(index)).count(),
        shown().stream()
            .map(number -> sight.shown(rows.get(number - 1).getString(index)))
            .toList());
  }

  private int place(int index) {
    return logical.size() + 1 + index;
  }

  private Sight sight(int index) {
    return Sight.strictest(source.name(), readBy.getOrDefault(read.get(index), List.of()));
  }

  private Column text(String name) {
    Column value = col(name);
    return switch (LogicalColumn.kind(source.name(), name)) {
      case TIME -> value.try_cast("timestamp").cast("string");
      case NUMBER ->
          regexp_replace(value.try_cast("decimal(18,6)").cast("string"), lit("[.]?0+$"), lit(""));
      case FLAG -> value.cast("string");
      case TEXT -> nullif(trim(value.cast("string")), lit(""));
    };
  }
}
