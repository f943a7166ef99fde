package io.clientele.report;

import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table, without Spark.
 *
 * @param cells its values by column; null where the table has null
 */
public record Fact(Map<String, @Nullable Object> cells) {

  /** Keeps its own copy. */
  public Fact {
    cells = Collections.unmodifiableMap(new HashMap<>(cells));
  }

  /** Returns a text; "unknown" where there is none. */
  String text(String column) {
    Object value = cells.get(column);
    return value == null ? "unknown" : value.toString();
  }

  /** Returns whether there is a value. */
  boolean has(String column) {
    return cells.get(column) != null;
  }

  /** Returns a number; empty where there is none. */
  OptionalDouble number(String column) {
    return cells.get(column) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** Returns a count; 0 where there is none. */
  long count(String column) {
    return cells.get(column) instanceof Number number ? number.longValue() : 0;
  }

  /** Returns whether a flag is set. */
  boolean isSet(String column) {
    return Boolean.TRUE.equals(cells.get(column));
  }

  /** Returns a day, which must be there. */
  LocalDate day(String column) {
    return LocalDate.parse(text(column));
  }
}
