package io.clientele.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source row: what each mapped expression gives, as text.
 *
 * @param cells the text by logical column; no entry where the expression gives null
 * @param kept whether the source's filter lets it through
 */
record OracleRow(Map<String, String> cells, boolean kept) {

  OracleRow {
    cells = Map.copyOf(cells);
  }

  /** Builds a kept row of columns and texts in turn; a null text is an absent cell. */
  static OracleRow of(@Nullable String... columnsAndTexts) {
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < columnsAndTexts.length; i += 2) {
      String column = columnsAndTexts[i];
      String text = columnsAndTexts[i + 1];
      if (column != null && text != null) {
        cells.put(column, text);
      }
    }
    return new OracleRow(cells, true);
  }

  OracleRow with(String column, String text) {
    Map<String, String> changed = new HashMap<>(cells);
    changed.put(column, text);
    return new OracleRow(changed, kept);
  }

  OracleRow leftOut() {
    return new OracleRow(cells, false);
  }

  /** Forgets what the shop does not map. */
  OracleRow only(Set<String> columns) {
    Map<String, String> mapped = new HashMap<>(cells);
    mapped.keySet().retainAll(columns);
    return new OracleRow(mapped, kept);
  }

  Optional<String> raw(String column) {
    return Optional.ofNullable(cells.get(column));
  }

  /** Text without what cannot be seen around it; blank counts as absent. */
  Optional<String> text(String column) {
    return raw(column)
        .map(text -> text.replaceAll("^[\\p{Z}\\p{Cc}\\p{Cf}]+|[\\p{Z}\\p{Cc}\\p{Cf}]+$", ""))
        .filter(text -> !text.isEmpty());
  }

  OracleRow without(String column) {
    Map<String, String> changed = new HashMap<>(cells);
    changed.remove(column);
    return new OracleRow(changed, kept);
  }

  /** A decimal of so many digits, rounded half up to the scale; absent where it does not fit. */
  Optional<BigDecimal> decimal(String column, int precision, int scale) {
    Optional<String> text = text(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      BigDecimal value = new BigDecimal(text.get()).setScale(scale, RoundingMode.HALF_UP);
      return value.precision() > precision ? Optional.empty() : Optional.of(value);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** An instant: a text ending in Z is one, any other is local to the zone. */
  Optional<Instant> instant(String column, ZoneId zone) {
    Optional<String> text = text(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String iso = text.get().replace(' ', 'T');
    try {
      if (iso.endsWith("Z")) {
        return Optional.of(Instant.parse(iso));
      }
      LocalDateTime local =
          iso.contains("T") ? LocalDateTime.parse(iso) : LocalDate.parse(iso).atStartOfDay();
      return Optional.of(local.atZone(zone).toInstant());
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /** True or false; absent where the text is neither. */
  Optional<Boolean> flag(String column) {
    return text(column)
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(text -> text.equals("true") || text.equals("false"))
        .map(Boolean::valueOf);
  }
}
