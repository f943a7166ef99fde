package io.clientele.source;

import io.clientele.failure.ClienteleException;
import io.clientele.settings.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * The names of a source's columns, and what is said of a name in an expression that is none of
 * them.
 *
 * @param columns the columns
 * @param fields the fields of structs, behind the column's name and a dot
 */
record ColumnNames(List<String> columns, List<String> fields) {
  /** How to tell apart what Spark takes for one name. */
  static final String CHOICE =
      "rename one of them, or tell Spark that case matters, with CLIENTELE_SPARK_OPTIONS=\"--conf"
          + " spark.sql.caseSensitive=true\" or spark-submit's --conf, and write names as the"
          + " source does";

  static ColumnNames of(StructType schema) {
    return new ColumnNames(
        List.of(schema.fieldNames()),
        Arrays.stream(schema.fields())
            .flatMap(field -> fields(field.name() + ".", field.dataType()))
            .toList());
  }

  /**
   * Does nothing where an input could not be read for another reason.
   *
   * @throws ClienteleException with exit code 3 where two of its columns differ in case only
   */
  static void refuseTwins(InputPlace place, Throwable failure) {
    if (failure instanceof SparkThrowable known
        && "COLUMN_ALREADY_EXISTS".equals(known.getCondition())) {
      throw place
          .failure("has two columns whose names differ in case only", CHOICE)
          .causedBy(failure);
    }
  }

  /** Returns what is wrong with a name that an expression reads. */
  String what(String name) {
    List<String> twins = twins(name);
    return twins.size() > 1
        ? "reads " + name + ", and the source has " + String.join(" and ", twins)
        : "reads " + name + ", which the source does not have";
  }

  /**
   * Returns what to write instead.
   *
   * @param name the name as Spark understood it
   * @param sql the expression it was read in
   */
  String cure(String name, String sql) {
    List<String> twins = twins(name);
    if (twins.stream().distinct().count() > 1) {
      return CHOICE;
    }
    if (twins.size() > 1) {
      return "name both in the query, such as select one." + name + ", other." + name + " as other";
    }
    return meant(name, sql)
        .map(column -> "write it in backticks: " + quoted(column))
        .orElseGet(() -> Nearest.hint(name, written()));
  }

  /** A name of several words, or with a dot in it, is none to Spark unless it is quoted. */
  private Optional<String> meant(String name, String sql) {
    List<String> special = columns.stream().filter(column -> !isPlain(column)).toList();
    Optional<String> same = special.stream().filter(name::equalsIgnoreCase).findFirst();
    return same.or(
        () ->
            special.stream()
                .filter(column -> column.regionMatches(true, 0, name, 0, name.length()))
                .filter(column -> isUnquotedIn(sql, column))
                .findFirst());
  }

  private static boolean isUnquotedIn(String sql, String column) {
    String plain = sql.replaceAll("`[^`]*`", "``").toLowerCase(Locale.ROOT);
    return plain.contains(column.toLowerCase(Locale.ROOT));
  }

  private List<String> twins(String name) {
    return columns.stream().filter(name::equalsIgnoreCase).toList();
  }

  private static boolean isPlain(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*");
  }

  /** Returns the names as an expression has to write them. */
  private List<String> written() {
    return Stream.concat(columns.stream().map(ColumnNames::quoted), fields.stream()).toList();
  }

  private static String quoted(String name) {
    return isPlain(name) ? name : "`" + name.replace("`", "``") + "`";
  }

  private static Stream<String> fields(String prefix, DataType type) {
    return type instanceof StructType inner
        ? Arrays.stream(inner.fields())
            .flatMap(
                field ->
                    Stream.concat(
                        Stream.of(prefix + field.name()),
                        fields(prefix + field.name() + ".", field.dataType())))
        : Stream.empty();
  }
}
