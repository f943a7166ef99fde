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

  /** Keeps its own copies, in order. */
  public SourceSettings {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    wheres = Map.copyOf(wheres);
  }

  /** Returns whether rows come from files of the shop's own, such as exports. */
  public boolean isOfFiles() {
    return inputs.values().stream()
        .allMatch(input -> input.path().isPresent() && !input.format().equals("delta"));
  }

  /** Returns whether the logical column is mapped. */
  public boolean maps(String column) {
    return columns.containsKey(column);
  }
}
