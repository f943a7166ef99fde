package io.clientele.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.clientele.jobs.StoredFiles.Stored;
import io.clientele.schema.AllTables;
import io.clientele.schema.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

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

  /** Returns all rows of a date, or nothing where the list of complete dates does not have it. */
  public Optional<List<String>> date(String date) {
    return Optional.ofNullable(dates().get(date));
  }

  /** Returns all rows of each date on the list of complete dates that has any. */
  public Map<String, List<String>> dates() {
    Map<String, List<String>> rows = new TreeMap<>();
    for (JsonNode state : json().path("states")) {
      Set<String> dates = texts(state.path("dates"));
      for (TableSchema table : AllTables.dated()) {
        for (Stored row : rows(table, state.path("versions").path(table.name()))) {
          if (dates.contains(row.of(DATE))) {
            rows.computeIfAbsent(row.of(DATE), date -> new ArrayList<>()).add(text(table, row));
          }
        }
      }
    }
    rows.values().forEach(Collections::sort);
    return rows;
  }

  /** Returns all rows of tables as they stand, but for what tells of runs. */
  public List<String> bare(List<TableSchema> tables) {
    List<String> rows = new ArrayList<>();
    for (TableSchema table : tables) {
      if (Files.exists(warehouse.resolve(table.name()))) {
        rows(table, MissingNode.getInstance()).forEach(row -> rows.add(text(table, row)));
      }
    }
    Collections.sort(rows);
    return rows;
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

  private List<Stored> rows(TableSchema table, JsonNode version) {
    StoredFiles files = new StoredFiles(warehouse.resolve(table.name()), table);
    if (format.equals("parquet")) {
      return files.parquet();
    }
    return files.delta(
        version.isNumber() ? OptionalLong.of(version.asLong()) : OptionalLong.empty());
  }

  private static String text(TableSchema table, Stored row) {
    return table.name() + " " + row.without(OF_A_RUN).values();
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

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
