package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.clientele.schema.AllTables;
import io.clientele.schema.TableColumn;
import io.clientele.schema.TableSchema;
import io.clientele.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Somebody who reads a warehouse as docs/operations.md says, with nothing of ours but the files.
 *
 * @param warehouse its root
 * @param format delta or parquet
 */
public record Readers(Path warehouse, String format) {
  /** They tell of runs, or count writes. */
  private static final Set<String> OF_A_RUN = Set.of("inputs");

  private static final String DATE = "segment_date";
  private static final int DAY = "2025-03-31".length();
  private static final Column JSON = to_json(struct(col("*")));

  /** Returns all rows of a date, or nothing where the list of complete dates does not have it. */
  public Optional<List<String>> date(String date) {
    return Optional.ofNullable(dates().get(date));
  }

  /** Returns all rows of each date on the list of complete dates that has any. */
  public Map<String, List<String>> dates() {
    List<Dataset<Row>> tables = new ArrayList<>();
    for (JsonNode state : json().path("states")) {
      List<String> dates = texts(state.path("dates"));
      AllTables.dated()
          .forEach(
              table ->
                  tables.add(
                      rows(table, state.path("versions").path(table.name()))
                          .filter(col(DATE).cast("string").isin(dates.toArray()))));
    }
    return contents(tables, concat(col(DATE).cast("string"), JSON)).stream()
        .collect(
            Collectors.groupingBy(
                text -> text.substring(0, DAY),
                Collectors.mapping(text -> text.substring(DAY), Collectors.toList())));
  }

  /** Returns all rows of tables as they stand, but for what tells of runs. */
  public List<String> bare(List<TableSchema> tables) {
    return contents(
        tables.stream()
            .filter(table -> Files.exists(warehouse.resolve(table.name())))
            .map(table -> rows(table, MissingNode.getInstance()))
            .toList(),
        JSON);
  }

  /** Returns what readers can see of each table, without reading it: names, lengths and times. */
  public List<String> visible() {
    try (Stream<Path> files = Files.walk(warehouse)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> warehouse.relativize(file).toString())
          .filter(this::isVisible)
          .map(file -> file + " " + warehouse.resolve(file).toFile().length())
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What is said of runs grows with each of them. */
  private boolean isVisible(String file) {
    boolean isHidden = file.startsWith(".") || file.startsWith("_") || file.contains("/.");
    boolean isData =
        format.equals("delta")
            ? file.matches(".*/_delta_log/\\d{20}\\.json")
            : !file.contains("/_");
    return !isHidden && isData && !file.startsWith("runs/");
  }

  private Dataset<Row> rows(TableSchema table, JsonNode version) {
    String location = warehouse.resolve(table.name()).toString();
    var reader = LocalSpark.session().read().format(format);
    if (version.isNumber()) {
      reader = reader.option("versionAsOf", version.asLong());
    }
    Column[] columns =
        Stream.concat(
                Stream.of(lit(table.name()).as("table_name")),
                table.columns().stream()
                    .map(TableColumn::name)
                    .filter(name -> !OF_A_RUN.contains(name))
                    .map(name -> col(name)))
            .toArray(Column[]::new);
    return reader.load(location).select(columns);
  }

  /** One job for all of them. */
  private static List<String> contents(List<Dataset<Row>> tables, Column text) {
    return tables.stream()
        .map(rows -> rows.select(text.as("row")))
        .reduce(Dataset::union)
        .map(rows -> rows.as(Encoders.STRING()).collectAsList().stream().sorted().toList())
        .orElseGet(List::of);
  }

  /** Returns the list of complete dates as it is written; empty JSON where there is none. */
  public String list() {
    Path file = warehouse.resolve("_complete_dates.json");
    try {
      return Files.exists(file) ? Files.readString(file) : "{}";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private JsonNode json() {
    try {
      return JsonMapper.builder().build().readTree(list());
    } catch (JsonProcessingException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText().toLowerCase(Locale.ROOT)));
    return texts;
  }
}
