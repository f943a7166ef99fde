package io.clientele.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A logical source: its inputs, an optional query over them, a filter and the mapping.
 *
 * @param name orders, customers or events
 * @param inputs the tables to read, by name; a source without a query has one, named as the source
 * @param query Spark SQL over the inputs; empty where the single input is the source
 * @param lines Spark SQL expression that gives the array of a row's lines; empty where each row is
 *     one
 * @param filter Spark SQL condition; rows where it is not true are left out and counted
 * @param columns Spark SQL expression over the source's columns, by logical column: the documented
 *     ones in their order, then attributes by name, however the configuration arranges them
 * @param wheres file and line of each mapped expression, by logical column, and of the keys {@code
 *     filter}, {@code query} and {@code lines}
 */
public record SourceSettings(
    String name,
    Map<String, InputSettings> inputs,
    Optional<String> query,
    Optional<String> lines,
    Optional<String> filter,
    Map<String, String> columns,
    Map<String, String> wheres) {

  /**
   * Name of the column that holds a number for the file of a row, beside the logical ones; only of
   * sources that {@link #tellsFiles}.
   */
  public static final String SOURCE_FILE = "source_file";

  /** Keeps its own copies, in order. */
  public SourceSettings {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    wheres = Map.copyOf(wheres);
  }

  /**
   * Returns whether rows tell the file they stand in: those of an order may be whole in two files,
   * or in several versions, where they come from files of the shop's own, such as exports, and the
   * lines of an order have no ids, or versions.
   */
  public boolean tellsFiles() {
    boolean areFiles =
        query.isEmpty()
            && inputs.values().stream()
                .allMatch(input -> input.path().isPresent() && !input.format().equals("delta"));
    return name.equals("orders") && areFiles && (!maps("line_id") || maps("updated_at"));
  }

  /** Returns whether the logical column is mapped. */
  public boolean maps(String column) {
    return columns.containsKey(column);
  }
}
