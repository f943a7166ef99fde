package io.clientele.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clientele.schema.ColumnType;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** A value as text that is the same whoever has read it. */
final class ComparableCell {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ComparableCell() {}

  /** Returns the text of a column's value, as Spark, Delta Kernel or DuckDB gives it. */
  static String of(ColumnType type, @Nullable Object value) {
    if (value == null) {
      return "null";
    }
    return switch (type) {
      case TEXT, FLAG -> "'" + value + "'";
      case DAY ->
          value instanceof Integer days ? LocalDate.ofEpochDay(days).toString() : value.toString();
      case INSTANT -> instant(value).toString();
      case WHOLE, COUNT, MONEY, RAW_AMOUNT, QUANTITY, LOG_SUM, RATIO -> plain(value);
      case TEXT_LIST -> json(list(value));
      case TEXT_MAP -> json(map(value));
    };
  }

  /** Returns numbers without their types and trailing zeros, and all else as it is. */
  static String plain(@Nullable Object value) {
    if (value instanceof Double ratio) {
      return plain(BigDecimal.valueOf(ratio));
    }
    if (value instanceof BigDecimal exact) {
      return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
    if (value instanceof BigInteger whole) {
      return plain(new BigDecimal(whole));
    }
    if (value instanceof Integer || value instanceof Long) {
      return plain(new BigDecimal(value.toString()));
    }
    return String.valueOf(value);
  }

  private static Instant instant(Object value) {
    if (value instanceof Long micros) {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
    return value instanceof Timestamp timestamp
        ? timestamp.toInstant()
        : ((OffsetDateTime) value).toInstant();
  }

  private static Object list(Object value) {
    if (value instanceof Array array) {
      try {
        return Arrays.asList((Object[]) array.getArray());
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }
    if (value instanceof scala.collection.Seq<?> sequence) {
      return CollectionConverters.asJava(sequence);
    }
    return value instanceof String text ? read(text, List.class) : value;
  }

  private static Object map(Object value) {
    Map<?, ?> pairs =
        value instanceof scala.collection.Map<?, ?> scala
            ? CollectionConverters.asJava(scala)
            : value instanceof String text ? read(text, Map.class) : (Map<?, ?>) value;
    Map<String, String> sorted = new TreeMap<>();
    pairs.forEach((key, one) -> sorted.put(String.valueOf(key), String.valueOf(one)));
    return sorted;
  }

  private static <T> T read(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
