package io.clientele.source;

import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import io.clientele.settings.InputSettings;
import io.clientele.settings.SourceSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One input of a source, and how to speak of it.
 *
 * @param name its name in the source's query
 * @param key the block that describes it
 * @param settings where it is
 * @param read the columns that are read of it, in small letters; empty where that cannot be told
 */
record InputPlace(String name, String key, InputSettings settings, Optional<Set<String>> read) {
  private static final String EVERYTHING = "*";

  static List<InputPlace> of(SourceSettings source) {
    return source.inputs().entrySet().stream().map(input -> of(source, input)).toList();
  }

  private static InputPlace of(SourceSettings source, Map.Entry<String, InputSettings> input) {
    String block = "source." + source.name();
    return new InputPlace(
        input.getKey(),
        source.query().isPresent() ? block + ".inputs." + input.getKey() : block,
        input.getValue(),
        source.query().isPresent() ? Optional.empty() : Optional.of(read(source)));
  }

  /** Returns whether a column is or may be read. */
  boolean reads(String column) {
    return read.isEmpty()
        || read.get().contains(EVERYTHING)
        || read.get().contains(column.toLowerCase(Locale.ROOT));
  }

  private static Set<String> read(SourceSettings source) {
    Set<String> read = new TreeSet<>();
    Stream.of(source.columns().values().stream(), source.filter().stream(), source.lines().stream())
        .flatMap(expressions -> expressions)
        .forEach(sql -> addRead(CatalystSqlParser$.MODULE$.parseExpression(sql), read));
    return read;
  }

  private static void addRead(Expression expression, Set<String> read) {
    if (expression instanceof UnresolvedAttribute attribute) {
      read.add(attribute.nameParts().head().toLowerCase(Locale.ROOT));
    }
    if (expression instanceof Star) {
      read.add(EVERYTHING);
    }
    CollectionConverters.asJava(expression.children()).forEach(child -> addRead(child, read));
  }

  /** Returns the path or table name. */
  String location() {
    return settings.path().or(settings::table).orElse("");
  }

  /** Returns what to throw where the input is missing or cannot be read. */
  ClienteleException failure(String what, String cure) {
    String last = settings.path().isPresent() ? ".path" : ".table";
    return ClienteleException.of(
        ExitCode.INPUT, location() + " " + what, key + last + " (" + settings.where() + ")", cure);
  }
}
