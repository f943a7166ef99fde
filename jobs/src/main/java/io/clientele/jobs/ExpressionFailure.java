package io.clientele.jobs;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.settings.CustomSettings;
import io.clientele.settings.LogicalColumn;
import io.clientele.settings.LogicalColumn.Kind;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.trees.SQLQueryContext;
import org.jspecify.annotations.Nullable;

/** Names the expression of the configuration that failed on a row, and what would not have. */
public final class ExpressionFailure {
  private static final Pattern ADVICE =
      Pattern.compile("Use (?:the SQL function )?[`'](get|try_\\w+)");
  private static final Pattern PARSED = Pattern.compile("Text '(.*)' could not be parsed");
  private static final Pattern TIME_FUNCTION =
      Pattern.compile("(?i)(to_timestamp|to_date|make_timestamp|to_time)\\s*\\(.*", Pattern.DOTALL);

  /** What throws without saying where: a pattern that a text does not follow. */
  private static final Pattern PARSING =
      Pattern.compile(
          "(?i)(?<!try_)\\b(to_timestamp\\w*|to_date|to_unix_timestamp|unix_timestamp)\\s*\\(");

  private static final List<String> VALUES = List.of("expression", "originalValue", "value", "str");

  private ExpressionFailure() {}

  /** Returns the failure to show, exit code 3, if an expression of the configuration failed. */
  public static Optional<ClienteleException> in(Settings settings, Throwable failure) {
    @Nullable Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof ClienteleException) {
        return Optional.empty();
      }
      if (cause instanceof SparkThrowable known && isOfValue(known)) {
        return told(settings, known, String.valueOf(cause.getMessage()))
            .map(told -> told.causedBy(failure));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** SQLSTATE class 22 is "data exception", P0 what an expression raised itself. */
  private static boolean isOfValue(SparkThrowable thrown) {
    String state = String.valueOf(thrown.getSqlState());
    return state.startsWith("22")
        || state.startsWith("P0")
        || String.valueOf(thrown.getCondition()).contains("PARSE_DATETIME");
  }

  private static Optional<ClienteleException> told(
      Settings settings, SparkThrowable thrown, String message) {
    return Arrays.stream(thrown.getQueryContext())
        .flatMap(
            context -> {
              List<Place> places = places(settings, sql(context));
              return places.isEmpty()
                  ? Stream.empty()
                  : Stream.of(told(places, " and ", thrown, message, context.fragment().strip()));
            })
        .findFirst()
        .or(() -> ofUntold(settings, thrown, message));
  }

  /** Where Spark does not say which expression it was, those that may fail so are named. */
  private static Optional<ClienteleException> ofUntold(
      Settings settings, SparkThrowable thrown, String message) {
    List<Place> places =
        String.valueOf(thrown.getCondition()).contains("PARSE")
            ? all(settings).stream().filter(place -> PARSING.matcher(place.sql()).find()).toList()
            : List.of();
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(told(places, " or ", thrown, message, places.get(0).sql().strip()));
  }

  private static ClienteleException told(
      List<Place> places, String between, SparkThrowable thrown, String message, String fragment) {
    String keys = places.stream().map(Place::key).collect(Collectors.joining(between));
    Place place = places.get(0);
    String condition = String.valueOf(thrown.getCondition());
    List<String> where = new ArrayList<>();
    where.add(fragment + (place.where().isEmpty() ? "" : " (" + place.where() + ")"));
    value(thrown, place.kind()).ifPresent(where::add);
    where.add(condition);
    boolean isOne = places.size() == 1 || between.equals(" or ");
    return ClienteleException.of(
        ExitCode.INPUT,
        keys + (isOne ? " fails" : " fail") + " on a row of the source",
        String.join("; ", where),
        cure(fragment, message, condition));
  }

  private static String cure(String fragment, String message, String condition) {
    String then = ", which gives null there: the row is then judged by the rules, and counted";
    Matcher advice = ADVICE.matcher(message);
    Matcher time = TIME_FUNCTION.matcher(fragment);
    if (time.matches()) {
      return "use try_" + time.group(1).toLowerCase(Locale.ROOT) + then;
    }
    if (advice.find()) {
      return "use " + advice.group(1) + then;
    }
    if (condition.startsWith("NUMERIC_VALUE_OUT_OF_RANGE")) {
      return "use try_cast" + then;
    }
    return "use a function that gives null there, such as try_cast, try_divide, try_element_at or"
        + " try_to_timestamp, or leave such rows out with the filter";
  }

  /** A value may be anybody's: of what is no amount and no time, only the shape is told. */
  private static Optional<String> value(SparkThrowable thrown, Kind kind) {
    Map<String, String> parameters = thrown.getMessageParameters();
    if (parameters.containsKey("indexValue")) {
      return Optional.of(
          "index %s of %s elements"
              .formatted(
                  parameters.get("indexValue"), parameters.getOrDefault("arraySize", "how many")));
    }
    Matcher parsed = PARSED.matcher(parameters.getOrDefault("message", ""));
    return Stream.concat(
            VALUES.stream()
                .filter(parameters::containsKey)
                .map(name -> parameters.getOrDefault(name, "")),
            parsed.find() ? Stream.of(parsed.group(1)) : Stream.empty())
        .findFirst()
        .map(value -> "the value '" + Masked.of(unquoted(value), kind) + "'");
  }

  private static String unquoted(String value) {
    String plain = value.replaceFirst("^'(.*)'$", "$1");
    // A literal as SQL writes it: 1.5D, 7L.
    return plain.matches("-?[0-9.]+(E-?[0-9]+)?(D|L|S|Y|BD)")
        ? plain.replaceAll("[A-DF-Z]", "")
        : plain;
  }

  private record Place(String key, String where, Kind kind, String sql) {}

  /** An expression that stands as it is before a part of one that contains it. */
  private static List<Place> places(Settings settings, String sql) {
    List<Place> all = all(settings);
    List<Place> same = all.stream().filter(place -> place.sql().strip().equals(sql)).toList();
    return !same.isEmpty()
        ? same
        : all.stream().filter(place -> place.sql().contains(sql)).limit(1).toList();
  }

  private static String sql(QueryContext context) {
    return context instanceof SQLQueryContext known && known.sqlText().isDefined()
        ? known.sqlText().get().strip()
        : context.fragment().strip();
  }

  private static List<Place> all(Settings settings) {
    List<Place> places = new ArrayList<>();
    ShopSources.of(settings).forEach(source -> places.addAll(of(source)));
    for (CustomSettings.Segment segment : settings.families().custom().segments()) {
      String key = "families.custom.segments.\"" + segment.name() + "\"";
      places.add(new Place(key, "", Kind.TEXT, segment.sql()));
    }
    return places;
  }

  private static List<Place> of(SourceSettings source) {
    String block = "source." + source.name() + ".";
    List<Place> places = new ArrayList<>();
    source
        .columns()
        .forEach(
            (name, sql) ->
                places.add(
                    new Place(
                        block + "columns." + name,
                        source.wheres().getOrDefault(name, ""),
                        LogicalColumn.kind(source.name(), name),
                        sql)));
    source.lines().ifPresent(sql -> places.add(whole(source, "lines", sql)));
    source.filter().ifPresent(sql -> places.add(whole(source, "filter", sql)));
    source.query().ifPresent(sql -> places.add(whole(source, "query", sql)));
    return places;
  }

  private static Place whole(SourceSettings source, String key, String sql) {
    return new Place(
        "source." + source.name() + "." + key,
        source.wheres().getOrDefault(key, ""),
        Kind.TEXT,
        sql);
  }
}
