package io.clientele.guess;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a file is to be read, and what its first rows hold, as text.
 *
 * @param format csv, json or parquet
 * @param options what Spark's reader needs besides
 * @param columns by name, in the order of the file: the values of the first rows, null for none
 * @param types Spark's simple names of the columns' types, by column
 */
record Beginning(
    String format,
    Map<String, String> options,
    Map<String, List<String>> columns,
    Map<String, String> types) {

  /** Keeps its own copies, in order. */
  Beginning {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    types = Map.copyOf(types);
  }

  /** Returns the values of a column that are there, white space at both ends taken off. */
  List<String> values(String column) {
    List<String> present = new ArrayList<>();
    columns.getOrDefault(column, List.of()).stream()
        .filter(Objects::nonNull)
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .forEach(present::add);
    return present;
  }

  /** Returns whether a column is of a type that Spark reads as text. */
  boolean isText(String column) {
    return types.getOrDefault(column, "string").equals("string");
  }

  /** Returns how many rows were read. */
  int rows() {
    return columns.values().stream().mapToInt(List::size).max().orElse(0);
  }
}
