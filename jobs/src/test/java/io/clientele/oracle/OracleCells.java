package io.clientele.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One row of a table: its cells by column, null included. */
final class OracleCells {
  private final TreeMap<String, @Nullable Object> cells = new TreeMap<>();

  OracleCells put(String column, @Nullable Object value) {
    cells.put(column, value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : value);
    return this;
  }

  OracleCells putAll(OracleCells others) {
    cells.putAll(others.cells);
    return this;
  }

  /** Returns a copy with these columns alone. */
  OracleCells only(List<String> columns) {
    OracleCells row = new OracleCells();
    columns.forEach(column -> row.put(column, get(column)));
    return row;
  }

  Map<String, @Nullable Object> all() {
    return cells;
  }

  @Nullable Object get(String column) {
    if (!cells.containsKey(column)) {
      throw new IllegalArgumentException("No column " + column);
    }
    return cells.get(column);
  }

  String text(String column) {
    return String.valueOf(get(column));
  }

  long count(String column) {
    return get(column) instanceof Number number ? number.longValue() : 0;
  }

  boolean flag(String column) {
    return Boolean.TRUE.equals(get(column));
  }

  Optional<LocalDate> day(String column) {
    return get(column) instanceof LocalDate day ? Optional.of(day) : Optional.empty();
  }

  Optional<BigDecimal> amount(String column) {
    return get(column) instanceof BigDecimal amount ? Optional.of(amount) : Optional.empty();
  }

  Optional<Instant> instant(String column) {
    return get(column) instanceof Instant at ? Optional.of(at) : Optional.empty();
  }

  /** Both as double, divided; null where either is absent or the divisor is 0. */
  static @Nullable Double ratio(@Nullable Number over, @Nullable Number under) {
    if (over == null || under == null || under.doubleValue() == 0) {
      return null;
    }
    return over.doubleValue() / under.doubleValue();
  }

  @Override
  public String toString() {
    return cells.toString();
  }
}
