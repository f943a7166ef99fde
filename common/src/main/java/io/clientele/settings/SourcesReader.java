package io.clientele.settings;

import io.clientele.settings.LogicalColumn.Need;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads the block {@code source}. */
final class SourcesReader {
  private static final List<String> FORMATS = List.of("delta", "parquet", "csv", "json", "text");
  private static final Set<String> RESERVED =
      Set.of(
          "kept",
          "source_row",
          "broken",
          "broken_place",
          "filter",
          "query",
          "lines",
          // What the row rules call their own columns.
          "key_customer_id",
          "instant",
          "id_fault",
          "is_counted",
          "customer_rank",
          "row_class");

  private SourcesReader() {}

  /**
   * Returns the sources whose tables are told; empty without orders.
   *
   * @param keys further columns that orders may have: the keys of a person
   */
  static Optional<SourcesSettings> read(Section sources, List<String> keys) {
    Section section = sources.section("orders");
    Optional<SourceSettings> orders = source("orders", section, Need.REQUIRED, keys);
    Optional<SourceSettings> customers =
        source("customers", sources.section("customers"), Need.OPTIONAL, List.of());
    Optional<SourceSettings> events =
        source("events", sources.section("events"), Need.OPTIONAL, List.of());
    Optional<SourceSettings> identity =
        source("identity", sources.section("identity"), Need.OPTIONAL, List.of());
    OrderVersions versions = versions(section, orders);
    return orders.map(
        present -> new SourcesSettings(present, customers, events, identity, versions));
  }

  private static Optional<SourceSettings> source(
      String name, Section section, Need need, List<String> keys) {
    Section inputSections = section.section("inputs");
    List<String> inputNames = inputSections.names();
    Map<String, Section> opened = new LinkedHashMap<>();
    inputNames.forEach(input -> opened.put(input, inputSections.section(input)));
    Map<String, String> wheres = new LinkedHashMap<>();
    Optional<String> filter = sql(section, "filter", wheres);
    Optional<String> query = query(section, opened.keySet(), wheres);
    Optional<String> lines = sql(section, "lines", wheres);
    Section columns = section.section("columns");
    boolean absent =
        need == Need.OPTIONAL
            && Stream.concat(Stream.of(section), opened.values().stream())
                .noneMatch(place -> place.has("path") || place.has("table"));
    if (absent) {
      columns(name, columns, Need.OPTIONAL, keys, wheres);
      locations(section);
      opened.values().forEach(SourcesReader::locations);
      return Optional.empty();
    }
    Map<String, String> mapped = columns(name, columns, Need.REQUIRED, keys, wheres);
    Optional<Map<String, InputSettings>> inputs = inputs(name, section, opened);
    return inputs.map(
        present -> new SourceSettings(name, present, query, lines, filter, mapped, wheres));
  }

  private static OrderVersions versions(Section section, Optional<SourceSettings> orders) {
    OrderVersions versions = section.choice("versions", OrderVersions.class);
    boolean hasLines = orders.isEmpty() || orders.get().maps("line_id");
    if (versions == OrderVersions.LINE && !hasLines) {
      section.problem("versions", "is line", "map line_id, or set it to order");
    }
    return versions;
  }

  /** An absent source is not judged, but its keys are keys. */
  private static void locations(Section section) {
    section.optionalText("path");
    section.optionalText("table");
    section.optionalText("format");
    options(section);
  }

  private static Optional<Map<String, InputSettings>> inputs(
      String name, Section section, Map<String, Section> opened) {
    if (opened.isEmpty()) {
      return input(section).map(input -> Map.of(name, input));
    }
    locations(section);
    for (String key : List.of("path", "table")) {
      if (section.has(key)) {
        section.problem(key, "stands beside inputs", "keep one of them, set the other to null");
      }
    }
    if (!section.has("query")) {
      section.problem("query", "is missing", "join the inputs with a query");
    }
    Map<String, InputSettings> inputs = new LinkedHashMap<>();
    opened.forEach(
        (input, place) -> input(place).ifPresent(settings -> inputs.put(input, settings)));
    return inputs.size() == opened.size() && section.sound("path") && section.sound("table")
        ? Optional.of(inputs)
        : Optional.empty();
  }

  private static Optional<InputSettings> input(Section section) {
    Optional<String> path = section.optionalText("path");
    Optional<String> table = section.optionalText("table");
    Map<String, String> options = options(section);
    boolean known = section.sound("path") && section.sound("table");
    if (known && path.isEmpty() && table.isEmpty()) {
      section.problem(
          "path",
          "is missing",
          "give a path or a table, in the file or with --set " + section.key("path") + "=...");
    }
    if (path.isPresent() && table.isPresent()) {
      section.problem("table", "stands beside path", "keep one of them, set the other to null");
    }
    String format = table.isPresent() ? anyFormat(section) : format(section, path);
    String key = path.isPresent() ? "path" : "table";
    return section.sound("path") && section.sound("table") && section.sound("format")
        ? Optional.of(new InputSettings(format, path, table, options, section.where(key)))
        : Optional.empty();
  }

  private static String anyFormat(Section section) {
    section.optionalText("format");
    return "table";
  }

  private static String format(Section section, Optional<String> path) {
    if (path.isEmpty()) {
      return section.optionalText("format").orElse("");
    }
    if (!section.has("format")) {
      section.optionalText("format");
      section.problem("format", "is missing", Nearest.hint("", FORMATS));
      return "";
    }
    return section.choice("format", FORMATS, word -> word);
  }

  /** A tab is a separator, and no quote is one as well: both are values. */
  private static Map<String, String> options(Section section) {
    Section options = section.section("options");
    Map<String, String> read = new LinkedHashMap<>();
    options
        .names()
        .forEach(name -> options.verbatim(name).ifPresent(value -> read.put(name, value)));
    return read;
  }

  private static Optional<String> query(
      Section section, Set<String> inputs, Map<String, String> wheres) {
    Optional<String> query = section.optionalText("query");
    if (query.isEmpty()) {
      return query;
    }
    wheres.put("query", section.where("query"));
    Optional<String> fault = SqlText.queryFault(query.get());
    if (fault.isPresent()) {
      section.problem("query", "does not parse: " + fault.get(), "write one Spark SQL SELECT");
      return Optional.empty();
    }
    if (inputs.isEmpty()) {
      section.problem("query", "has no inputs to read", "name its tables under inputs");
      return Optional.empty();
    }
    Set<String> tables = SqlText.tables(query.get());
    Set<String> unused = new TreeSet<>(inputs);
    for (String table : tables) {
      if (!unused.removeIf(input -> input.toLowerCase(Locale.ROOT).equals(table))
          && inputs.stream().noneMatch(input -> input.equalsIgnoreCase(table))) {
        section.problem("query", "reads " + table + ", no input", Nearest.hint(table, inputs));
      }
    }
    for (String input : unused) {
      section.problem("query", "does not read " + input, "use the input or set it to null");
    }
    return section.sound("query") ? query : Optional.empty();
  }

  /** Returns the expressions that parse; known names first, then keys, then attributes by name. */
  private static Map<String, String> columns(
      String source, Section section, Need judged, List<String> keys, Map<String, String> wheres) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (LogicalColumn column : LogicalColumn.of(source)) {
      sql(section, column.name(), wheres).ifPresent(sql -> columns.put(column.name(), sql));
      if (judged == Need.REQUIRED
          && column.need() == Need.REQUIRED
          && !section.has(column.name())) {
        section.problem(
            column.name(), "is missing", "map it to an expression over the source's columns");
      }
    }
    keys.stream()
        .filter(key -> !columns.containsKey(key))
        .forEach(key -> sql(section, key, wheres).ifPresent(sql -> columns.put(key, sql)));
    if (source.equals("customers")) {
      attributes(section, columns, wheres);
    }
    if (columns.containsKey("unit_price") && !section.has("quantity")) {
      section.problem("unit_price", "needs quantity", "map quantity too, or map amount instead");
    }
    if (columns.containsKey("refunded_at")
        && !section.has("order_refund")
        && !section.has("is_returned")) {
      section.problem(
          "refunded_at", "needs what was refunded", "map order_refund or is_returned too");
    }
    return columns;
  }

  private static void attributes(
      Section section, Map<String, String> columns, Map<String, String> wheres) {
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    taken.addAll(RESERVED);
    LogicalColumn.of("customers").forEach(column -> taken.add(column.name()));
    for (String name : section.names()) {
      if (LogicalColumn.of("customers").stream().anyMatch(known -> known.name().equals(name))) {
        continue;
      }
      if (!name.matches("[A-Za-z][A-Za-z0-9_]*") || !taken.add(name)) {
        section.problem(
            name, "cannot be an attribute", "use letters, digits and underscore, no name twice");
        continue;
      }
      sql(section, name, wheres).ifPresent(sql -> columns.put(name, sql));
    }
  }

  private static Optional<String> sql(Section section, String name, Map<String, String> wheres) {
    Optional<String> sql = section.optionalText(name);
    sql.ifPresent(present -> wheres.put(name, section.where(name)));
    Optional<String> fault = sql.flatMap(SqlText::expressionFault);
    fault.ifPresent(text -> section.problem(name, "does not parse: " + text, cure(text)));
    return fault.isPresent() ? Optional.empty() : sql;
  }

  /** Names like {@code Order ID} are the usual reason why Spark stumbles in the middle. */
  private static String cure(String fault) {
    String cure = "write one Spark SQL expression";
    return fault.endsWith("end of input.")
        ? cure
        : cure + "; a name with a blank or a sign in it stands in backticks: `Order ID`";
  }
}
