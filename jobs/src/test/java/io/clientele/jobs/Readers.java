package io.clientele.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.Optional;
import java.util.Set;
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

  /** Returns all rows of a date, or nothing where the list of complete dates does not have it. */
  public Optional<List<String>> date(String date) {
    for (JsonNode state : json().path("states")) {
      if (texts(state.path("dates")).contains(date)) {
        return Optional.of(
            contents(
                AllTables.dated().stream()
                    .map(
                        table ->
                            rows(table, state.path("versions").path(table.name()))
                                .filter("segment_date = DATE'" + date + "'"))
                    .toList()));
      }
    }
    return Optional.empty();
  }

  /** Returns all rows of tables as they stand, but for what tells of runs. */
  public List<String> bare(List<TableSchema> tables) {
    return contents(
        tables.stream()
            .filter(table -> Files.exists(warehouse.resolve(table.name())))
            .map(table -> rows(table, json().path("none")))
            .toList());
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
  private static List<String> contents(List<Dataset<Row>> tables) {
    return tables.stream()
        .map(rows -> rows.select(to_json(struct(col("*"))).as("row")))
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
