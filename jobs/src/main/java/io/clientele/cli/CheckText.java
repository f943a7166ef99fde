package io.clientele.cli;

import io.clientele.settings.FamiliesSettings;
import io.clientele.settings.InputSettings;
import io.clientele.settings.Settings;
import io.clientele.settings.SourceSettings;
import io.clientele.source.SourceReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What a sound configuration means, as text. */
final class CheckText {
  private static final int WIDTH = 78;

  private final Glyphs glyphs;

  CheckText(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** Returns the type of every mapped column, by source; no row is read. */
  static Map<String, StructType> schemas(SparkSession spark, Settings settings) {
    SourceReader reader = new SourceReader(spark);
    Map<String, StructType> schemas = new LinkedHashMap<>();
    sources(settings).forEach(source -> schemas.put(source.name(), reader.rows(source).schema()));
    return schemas;
  }

  /** Returns each source with its columns, what is absent and what that switches off. */
  String of(Settings settings, Map<String, StructType> schemas) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: the configuration is sound (%s, %s)"
            .formatted(
                settings.shop().name(), settings.shop().timeZone(), settings.shop().currency()));
    sources(settings)
        .forEach(
            source -> {
              lines.add("");
              lines.addAll(source(source, schemas.getOrDefault(source.name(), new StructType())));
              Absences.of(source, settings.sources())
                  .forEach(sentence -> lines.addAll(Wrapped.bullet(sentence, WIDTH)));
            });
    List<String> absent = Absences.of(settings.sources());
    if (!absent.isEmpty()) {
      lines.add("");
      absent.forEach(sentence -> lines.addAll(Wrapped.bullet(sentence, WIDTH)));
    }
    lines.add("");
    lines.addAll(families(settings.families()));
    String format = settings.warehouse().format().name().toLowerCase(Locale.ROOT);
    lines.add("tables    " + format + " in " + settings.warehouse().path());
    return String.join("\n", lines) + "\n";
  }

  private static List<SourceSettings> sources(Settings settings) {
    return Stream.of(
            Stream.of(settings.sources().orders()),
            settings.sources().customers().stream(),
            settings.sources().events().stream(),
            settings.sources().identity().stream())
        .flatMap(present -> present)
        .toList();
  }

  private List<String> source(SourceSettings source, StructType schema) {
    List<String> lines = new ArrayList<>();
    source.inputs().forEach((name, input) -> lines.add(name + ": " + place(input)));
    if (source.query().isPresent()) {
      lines.add(source.name() + ": a query over them");
    }
    source.filter().ifPresent(filter -> lines.add("filter: " + filter));
    lines.add(glyphs.rule(WIDTH));
    source
        .columns()
        .forEach(
            (column, expression) ->
                lines.add(
                    line(
                        column,
                        schema.getFieldIndex(column).isDefined()
                            ? schema.apply(column).dataType().simpleString()
                            : "",
                        expression)));
    return lines;
  }

  private static String place(InputSettings input) {
    return input
        .table()
        .map(table -> "table " + table)
        .orElseGet(() -> input.format() + " in " + input.path().orElse(""));
  }

  private static String line(String column, String type, String expression) {
    String oneLine = expression.strip().replaceAll("\\s+", " ");
    return String.format("%-16s %-16s %s", column, type, oneLine).stripTrailing();
  }

  private static List<String> families(FamiliesSettings families) {
    Map<String, Boolean> states = new LinkedHashMap<>();
    states.put("prediction", families.prediction().enabled());
    states.put("lifecycle", families.lifecycle().enabled());
    states.put("loyalty", families.loyalty().enabled());
    states.put("ready-made", families.readyMade().enabled());
    states.put("clusters", families.clusters().enabled());
    states.put("behaviour", families.behaviour().enabled());
    states.put("rfm", families.rfm().enabled());
    states.put("price-sensitivity", families.priceSensitivity().enabled());
    if (!families.custom().segments().isEmpty()) {
      states.put("custom", families.custom().enabled());
    }
    List<String> on = named(states, true);
    List<String> off = named(states, false);
    List<String> lines = new ArrayList<>();
    lines.add("families  " + (on.isEmpty() ? "none" : String.join(", ", on)));
    if (!off.isEmpty()) {
      lines.add("off       " + String.join(", ", off));
    }
    return lines;
  }

  private static List<String> named(Map<String, Boolean> states, Boolean state) {
    return states.entrySet().stream()
        .filter(entry -> entry.getValue().equals(state))
        .map(Map.Entry::getKey)
        .toList();
  }
}
