package io.clientele.guess;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How times are written in a column. */
final class Times {
  private static final double MOST = 0.9;

  /** What Spark reads as a time by itself. */
  private static final Pattern ISO =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}([.]\\d{1,9})?)?)?(Z|[+-]\\d{2}:\\d{2})?");

  private static final Pattern SECONDS = Pattern.compile("[1-2]\\d{9}");
  private static final Pattern MILLISECONDS = Pattern.compile("[1-2]\\d{12}");
  private static final Pattern MICROSECONDS = Pattern.compile("[1-2]\\d{15}");

  private static final List<String> DAYS =
      List.of(
          "d.M.yyyy",
          "d/M/yyyy",
          "M/d/yyyy",
          "d-M-yyyy",
          "yyyy/M/d",
          "yyyy-M-d",
          "yyyyMMdd",
          "d.M.yy",
          "d/M/yy",
          "M/d/yy",
          "MMM d, yyyy",
          "d MMM yyyy",
          "MMMM d, yyyy",
          "d MMMM yyyy");

  private static final List<String> CLOCKS =
      List.of(
          "",
          " H:mm",
          " H:mm:ss",
          " h:mm a",
          " h:mm:ss a",
          "'T'H:mm:ss",
          ", H:mm",
          ", H:mm:ss",
          " H:mm:ss Z",
          " H:mm:ss XXX");

  private Times() {}

  /**
   * How a column says when something was.
   *
   * @param sql an expression that gives a time, with COLUMN for the column
   * @param told how it is written, for people
   */
  record Written(String sql, String told) {}

  /** Returns how times are written in a column; empty where it holds none. */
  static Optional<Written> in(List<String> values, ZoneId zone) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (isMostly(values, value -> ISO.matcher(value).matches())) {
      return Optional.of(new Written("COLUMN", "ISO dates"));
    }
    if (isMostly(values, value -> SECONDS.matcher(value).matches())) {
      return epoch("timestamp_seconds", "seconds since 1970");
    }
    if (isMostly(values, value -> MILLISECONDS.matcher(value).matches())) {
      return epoch("timestamp_millis", "milliseconds since 1970");
    }
    if (isMostly(values, value -> MICROSECONDS.matcher(value).matches())) {
      return epoch("timestamp_micros", "microseconds since 1970");
    }
    List<String> fitting = patterns().filter(pattern -> fits(values, pattern)).toList();
    return fitting.isEmpty() ? Optional.empty() : Optional.of(written(fitting, zone));
  }

  private static Written written(List<String> fitting, ZoneId zone) {
    Optional<String> american =
        fitting.stream().filter(pattern -> pattern.startsWith("M/d")).findFirst();
    Optional<String> european =
        fitting.stream().filter(pattern -> pattern.startsWith("d/M")).findFirst();
    String pattern = fitting.get(0);
    String told = "dates as " + pattern;
    if (american.isPresent() && european.isPresent()) {
      boolean isAmerica = zone.getId().startsWith("America/") || zone.getId().startsWith("US/");
      pattern = isAmerica ? american.get() : european.get();
      String other = isAmerica ? european.get() : american.get();
      told =
          "dates as %s, by the time zone alone: they could be %s as well, so look at a day you know"
              .formatted(pattern, other);
    }
    return new Written("try_to_timestamp(COLUMN, '" + pattern.replace("'", "\\'") + "')", told);
  }

  private static Optional<Written> epoch(String function, String told) {
    return Optional.of(new Written(function + "(try_cast(COLUMN as bigint))", told));
  }

  private static Stream<String> patterns() {
    return DAYS.stream().flatMap(day -> CLOCKS.stream().map(clock -> day + clock));
  }

  private static boolean fits(List<String> values, String pattern) {
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern.replace('y', 'u'))
            .toFormatter(Locale.US)
            .withResolverStyle(ResolverStyle.STRICT);
    return isMostly(
        values,
        value -> {
          try {
            formatter.parse(value);
            return true;
          } catch (DateTimeException other) {
            return false;
          }
        });
  }

  private static boolean isMostly(
      List<String> values, java.util.function.Predicate<String> condition) {
    return values.stream().filter(condition).count() >= MOST * values.size();
  }
}
